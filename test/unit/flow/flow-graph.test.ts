import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { writeDot } from '../../../src/flow/dot.ts';
import { type FlowGraph, flowGraphOf } from '../../../src/flow/flow-graph.ts';
import { defaultPicture, type FlowPicture, flowPicture } from '../../../src/flow/flow-picture.ts';
import { collapsedLines } from '../../../src/formats/collapsed.ts';
import { treeOf } from '../calltree/picture.ts';

const everything = { minNodeFraction: 0, minEdgeFraction: 0, mostNodes: 1000, collapse: false };
const graphOf = (picture: string) => flowGraphOf(treeOf(picture), 'function');
const nameOf = (graph: FlowGraph, place: number) => graph.places[place]?.frame?.functionName;

/** The places of a graph: local / cumulative. */
const places = (graph: FlowGraph) =>
  Object.fromEntries(
    graph.places
      .map((_, place) => [nameOf(graph, place), `${graph.local[place]}/${graph.cumulative[place]}`] as const)
      .filter(([name]) => name !== '(root)'),
  );

const edges = (graph: FlowGraph) =>
  Object.fromEntries(
    [...graph.weight].map((weight, edge) => [
      `${nameOf(graph, graph.from[edge] ?? 0)} → ${nameOf(graph, graph.to[edge] ?? 0)}`,
      weight,
    ]),
  );

test('places have their own bytes and those of the stacks they are on; edges what goes from one to the other', () => {
  const graph = graphOf(`
main 1
  read 10
    copy 5
  write 20
    copy 7`);
  assert.equal(graph.total, 43);
  assert.deepEqual(places(graph), { main: '1/43', read: '10/15', write: '20/27', copy: '12/12' });
  assert.deepEqual(edges(graph), { 'main → read': 15, 'read → copy': 5, 'main → write': 27, 'write → copy': 7 });
});

test('recursion counts nothing twice: neither a place nor an edge, and no place calls itself', () => {
  const graph = graphOf(`
walk 1
  walk 2
    visit 4
      walk 8
        visit 16`);
  assert.deepEqual(places(graph), { walk: '11/31', visit: '20/28' });
  assert.deepEqual(edges(graph), { 'walk → visit': 28, 'visit → walk': 24 });
});

/** Random trees as pictures: names, weights, and how deep each line stands. */
const pictures = fc
  .array(
    fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd'), weight: fc.nat({ max: 50 }), up: fc.nat({ max: 3 }) }),
    {
      minLength: 1,
      maxLength: 25,
    },
  )
  .map(lines => {
    let depth = 0;
    return lines
      .map(({ name, weight, up }, at) => {
        depth = at === 0 ? 0 : Math.max(0, depth + 1 - up);
        return `${'  '.repeat(depth)}${name} ${weight}`;
      })
      .join('\n');
  });

test('a graph is the plain sum over the stacks', () => {
  fc.assert(
    fc.property(pictures, picture => {
      const stacks = [...collapsedLines(treeOf(picture))].map(line => {
        const [, path = '', weight = '0'] = /^(.*) (\d+)\n$/.exec(line) ?? [];
        return { names: path.split(';').map(name => name.split(' ')[0] ?? ''), weight: Number(weight) };
      });
      const sum = (isOn: (names: string[]) => boolean) =>
        stacks.filter(({ names }) => isOn(names)).reduce((all, { weight }) => all + weight, 0);
      const graph = graphOf(picture);
      assert.equal(
        graph.total,
        sum(() => true),
      );
      for (const [name, figures] of Object.entries(places(graph))) {
        assert.equal(figures, `${sum(names => names.at(-1) === name)}/${sum(names => names.includes(name))}`);
      }
      for (const [edge, weight] of Object.entries(edges(graph))) {
        const [from, to] = edge.split(' → ');
        assert.equal(
          weight,
          sum(names => names.some((name, at) => name === from && names[at + 1] === to)),
        );
      }
    }),
  );
});

/** Nodes as "names: local of cumulative, in each graph", edges as "from > to: weights"; in alphabetical order. */
function lines({ nodes, edges: drawn }: FlowPicture): string[] {
  const name = (node: number) =>
    nodes[node]?.places.map(place => place.frame?.functionName ?? place.label).join('+') ?? '';
  return [
    ...nodes.map(({ local, cumulative }, node) => `${name(node)}: ${local} of ${cumulative}`),
    ...drawn.map(({ from, to, weight }) => `${name(from)} > ${name(to)}: ${weight}`),
  ].sort();
}

test('a place is left out only when it is small at every moment, an edge likewise; what stays has its true weight in each', () => {
  const before = graphOf(`
main 0
  grows 1
  large 980
    part 10
  tiny 4`);
  const after = graphOf(`
main 0
  grows 500
  large 480
    part 100`);
  assert.deepEqual(lines(flowPicture([before, after], { ...defaultPicture, collapse: false })), [
    'grows: 1,500 of 1,500',
    'large > part: 10,100',
    'large: 980,480 of 990,580',
    'main > grows: 1,500',
    'main > large: 990,580',
    'main: 0,0 of 995,1080',
    'part: 10,100 of 10,100',
  ]);
});

test('several places that nobody calls are called by "Program Root"', () => {
  const one = flowPicture([graphOf('a 5\n  b 5')], everything);
  assert.deepEqual(lines(one), ['a > b: 5', 'a: 5 of 10', 'b: 5 of 5']);
  const two = flowPicture([graphOf('a 5\nb 3')], everything);
  assert.deepEqual(lines(two), [
    'Program Root > a: 5',
    'Program Root > b: 3',
    'Program Root: 0 of 8',
    'a: 5 of 5',
    'b: 3 of 3',
  ]);
});

test('"Program Root" calls a place where stacks begin even when others call it, with what begins there', () => {
  const back = flowPicture([graphOf('a 5\n  b 5\n    a 2\nc 3')], everything);
  assert.deepEqual(lines(back), [
    'Program Root > a: 12',
    'Program Root > c: 3',
    'Program Root: 0 of 15',
    'a > b: 7',
    'a: 7 of 12',
    'b > a: 2',
    'b: 5 of 7',
    'c: 3 of 3',
  ]);
  const both = graphOf('a 5\n  b 5\nb 2');
  assert.ok(lines(flowPicture([both], everything)).includes('Program Root > b: 2'));
  assert.deepEqual(lines(flowPicture([both], { ...everything, minEdgeFraction: 0.2 })), [
    'a > b: 5',
    'a: 5 of 10',
    'b: 7 of 7',
  ]);
  assert.deepEqual(lines(flowPicture([graphOf('a 5\n  b 5\n    a 2')], everything)), [
    'a > b: 7',
    'a: 7 of 12',
    'b > a: 2',
    'b: 5 of 7',
  ]);
});

test('every stack flows in from "Program Root", unless one place calls all the others', () => {
  fc.assert(
    fc.property(pictures, picture => {
      const { nodes, edges: drawn } = flowPicture([graphOf(picture)], everything);
      const root = nodes.findIndex(({ places }) => places[0]?.frame === null);
      if (root === -1) return;
      const reached = new Set([root]);
      for (const node of reached) for (const { from, to } of drawn) if (from === node) reached.add(to);
      assert.equal(reached.size, nodes.length);
    }),
  );
});

test('a chain of single callers that keep nothing is one node', () => {
  const graph = graphOf(`
start 0
  run 0
    step 0
      load 60
      parse 40
        scan 30`);
  assert.deepEqual(lines(flowPicture([graph])), [
    'load: 60 of 60',
    'parse > scan: 30',
    'parse: 40 of 70',
    'scan: 30 of 30',
    'start+run+step > load: 60',
    'start+run+step > parse: 70',
    'start+run+step: 0 of 130',
  ]);
});

test('collapsing loses no bytes and ends in every graph', () => {
  fc.assert(
    fc.property(pictures, pictures, (one, other) => {
      const graphs = [graphOf(one), graphOf(other)];
      const picture = flowPicture(graphs, { ...everything, collapse: true });
      graphs.forEach((graph, at) => {
        assert.equal(
          picture.nodes.reduce((sum, { local }) => sum + (local[at] ?? 0), 0),
          graph.total,
        );
      });
      assert.ok(picture.edges.every(({ from, to }) => from !== to && picture.nodes[from] && picture.nodes[to]));
    }),
  );
});

test('of too many places the largest of any moment are drawn, and how many are not is told', () => {
  const before = graphOf('main 0\n  a 50\n  b 30\n  c 20');
  const after = graphOf('main 0\n  a 10\n  b 20\n  c 70');
  const picture = flowPicture([before, after], { ...everything, mostNodes: 3 });
  assert.deepEqual(lines(picture), [
    'a: 50,10 of 50,10',
    'c: 20,70 of 20,70',
    'main > a: 50,10',
    'main > c: 20,70',
    'main: 0,0 of 100,100',
  ]);
  assert.equal(picture.tooMany, 1);
  assert.equal(flowPicture([before]).tooMany, 0);
});

test('thresholds are shares', () => {
  assert.throws(() => flowPicture([], { ...defaultPicture, minNodeFraction: 1.5 }), RangeError);
  assert.throws(() => flowPicture([], { ...defaultPicture, minEdgeFraction: -1 }), RangeError);
});

const dotOptions = { weightText: (weight: number) => `${weight} B`, sizeByLocal: true, minEdgeFraction: 0.05 };

test('as DOT: a cell per moment, coloured from blue to red, fonts by local share, greys by share of the caller', () => {
  const picture = flowPicture([graphOf('main 0\n  all 100'), graphOf('main 50\n  all 50')], everything);
  assert.equal(
    writeDot(picture, dotOptions),
    `digraph {
  node [shape=none margin=0]
  n0 [id="n0" fontsize=106 label=<<table border="1" cellborder="0" cellspacing="0"><tr><td colspan="2" bgcolor="white">main main.js:1</td></tr><tr><td bgcolor="#f24848"><font color="white">0 B / 100 B = 100%</font></td><td bgcolor="#f24848"><font color="white">50 B / 100 B = 100%</font></td></tr></table>>]
  n1 [id="n1" fontsize=200 label=<<table border="1" cellborder="0" cellspacing="0"><tr><td colspan="2" bgcolor="white">all all.js:1</td></tr><tr><td bgcolor="#f24848"><font color="white">100 B / 100 B = 100%</font></td><td bgcolor="#b948f2"><font color="white">50 B / 50 B = 50%</font></td></tr></table>>]
  n0 -> n1 [color="#000000" label="100 B / 50 B"]
}
`,
  );
});

test('names of a page cannot break out of a label', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('>]; x [label="', '</td>', '&#0;', '\\N\\\\G', '\u0000\n\ud800'),
      ),
      name => {
        const node = { places: [{ name, label: name, frame: null }], local: [1], cumulative: [1] };
        const dot = writeDot(
          { totals: [1], nodes: [node], edges: [], tooMany: 0 },
          { ...dotOptions, weightText: () => name },
        );
        assert.equal(dot.split('\n').length, 5);
        const label = / label=<(.*)>\]$/.exec(dot.split('\n')[2] ?? '')?.[1] ?? '';
        const text = label.replaceAll(/<\/?(table|tr|td|font)( [a-z]+="[\w#]+")*>/g, '');
        assert.doesNotMatch(text.replaceAll('\\\\', ''), /[\\<>"\p{Cc}\p{Cs}]|&(?!(amp|lt|gt|quot);)/u);
      },
    ),
  );
});
