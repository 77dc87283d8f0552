import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instance } from '@viz-js/viz';
import { neighbourOf } from '../../../panel/views/flow/neighbour.ts';
import { boxesOf, edgeText, edgeTextSize, type FlowTexts } from '../../../src/flow/flow-boxes.ts';
import { flowGraphOf } from '../../../src/flow/flow-graph.ts';
import { type FlowLayout, type GraphvizJson, layoutText, readLayout } from '../../../src/flow/flow-layout.ts';
import { defaultPicture, flowPicture } from '../../../src/flow/flow-picture.ts';
import { type LaidOutFlow, writeSvg } from '../../../src/flow/flow-svg.ts';
import { treeOf } from '../calltree/picture.ts';

const graphviz = await instance();

const texts: FlowTexts = {
  place: ({ frame, label }) => ({ name: frame?.functionName ?? label, location: '' }),
  weight: weight => `${weight} B`,
  share: share => `${Math.round(share * 100)} %`,
  graphs: [],
  width: text => 7 * text.length,
};

/** A call tree, drawn. */
function drawn(tree: string, sizeByLocal = false): LaidOutFlow & { text: string; json: GraphvizJson; names: string[] } {
  const picture = flowPicture([flowGraphOf(treeOf(tree), 'function')], { ...defaultPicture, collapse: false });
  const boxes = boxesOf(picture, texts, sizeByLocal);
  const edgeTexts = picture.edges.map(edge => edgeText(edge, texts));
  const sizes = edgeTexts.map(text => edgeTextSize(text, texts));
  const text = layoutText(picture, boxes, sizes);
  const result = graphviz.render(text, { format: 'json0', engine: 'dot', yInvert: true });
  assert.deepEqual(result.errors, []);
  const json = JSON.parse(result.output ?? '') as GraphvizJson;
  const layout: FlowLayout = readLayout(json, text);
  const names = picture.nodes.map(({ places }) => places[0]?.frame?.functionName ?? '');
  return { picture, boxes, edgeTexts, layout, text, json, names };
}

const program = `
main 1
  read 10
    copy 500
  write 20
    copy 7
    flush 30`;

test('boxes have room for their text, do not overlap, and stand below who calls them', () => {
  const { picture, boxes, layout, names } = drawn(program, true);
  assert.deepEqual([...names].sort(), ['copy', 'flush', 'main', 'read', 'write']);
  const sides = layout.nodes.map(({ x, y }, node) => {
    const { width = 0, height = 0 } = boxes[node] ?? {};
    return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
  });
  for (const [one, a] of sides.entries()) {
    assert.ok(a.left >= -1 && a.top >= -1 && a.right <= layout.width + 1 && a.bottom <= layout.height + 1);
    for (const b of sides.slice(one + 1))
      assert.ok(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top);
  }
  for (const [number, { from, to }] of picture.edges.entries()) {
    assert.ok((sides[from]?.bottom ?? 0) < (sides[to]?.top ?? 0));
    const tip = layout.edges[number]?.tip;
    assert.ok(tip && Math.abs(tip.y - (sides[to]?.top ?? 0)) < 2, 'an arrow ends at what is called');
  }
  const [main, copy] = [boxes[names.indexOf('main')], boxes[names.indexOf('copy')]];
  assert.ok((copy?.scale ?? 0) > 2.5 && (main?.scale ?? 0) < 1.1, 'what has more of its own is larger');
});

test('an answer of Graphviz that lacks a node or an edge is refused', () => {
  const { json, text } = drawn(program);
  const { objects = [], edges = [] } = json;
  const without: readonly (readonly [missing: RegExp, json: GraphvizJson])[] = [
    [/4 of 5 nodes/, { ...json, objects: objects.slice(1) }],
    [/0 of 5 nodes/, {}],
    [/lacks edge \d/, { ...json, edges: edges.slice(1) }],
    [/lacks edge 0/, { ...json, edges: edges.map(edge => ({ ...edge, id: 'a' })) }],
    [/lacks pos/, { ...json, edges: edges.map(({ id }) => ({ id: id ?? '' })) }],
  ];
  for (const [message, answer] of without) {
    assert.throws(() => readLayout(answer, text), { code: 'flow-layout', message });
  }
});

test('names of functions reach neither Graphviz nor the SVG as anything but text', () => {
  const flow = drawn('"]<script>alert("&")</script>\u0000 10');
  assert.doesNotMatch(flow.text, /alert|script/);
  const svg = writeSvg(flow);
  assert.ok(!svg.includes('<script') && !svg.includes('\u0000'));
  assert.match(svg, /&quot;\]&lt;script&gt;alert\(&quot;&amp;&quot;\)&lt;\/script&gt;/);
});

test('arrow keys lead down to the heaviest called, up to the heaviest caller, and to the next beside', () => {
  const { picture, layout, names } = drawn(program);
  const go = (key: string, from: string) => names[neighbourOf(key, names.indexOf(from), picture, layout)];
  assert.equal(go('ArrowDown', 'main'), 'read');
  assert.equal(go('ArrowDown', 'read'), 'copy');
  assert.equal(go('ArrowUp', 'copy'), 'read');
  assert.equal(go('ArrowUp', 'main'), undefined);
  const [left, right] = ['read', 'write'].sort(
    (a, b) => (layout.nodes[names.indexOf(a)]?.x ?? 0) - (layout.nodes[names.indexOf(b)]?.x ?? 0),
  );
  assert.equal(go('ArrowRight', left ?? ''), right);
  assert.equal(go('ArrowLeft', right ?? ''), left);
});
