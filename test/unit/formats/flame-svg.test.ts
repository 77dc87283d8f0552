import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finishTree } from '../../../src/calltree/tree-builder.ts';
import { writeFlameSvg } from '../../../src/formats/flame-svg.ts';

const frame = (functionName: string, url = 'https://site/app.js') => ({ functionName, url, line: 3, column: 7 });

test('each box is as wide as its share, below its caller, and names become no markup', () => {
  const frames = [frame('(root)', ''), frame('<script>alert(1)</script>'), frame('b'), frame('tiny')];
  const parent = Int32Array.of(-1, 0, 0, 2);
  const self = Float64Array.of(0, 750, 249.99, 0.01);
  const tree = finishTree('bytes', frames, parent, Uint32Array.of(0, 1, 2, 3), self, new Float64Array(4));
  const svg = writeFlameSvg(tree, { title: 'A & B', weightText: weight => `${weight} B` });
  assert.match(svg, /<text x="4" y="17" font-size="13">A &amp; B<\/text>/);
  assert.match(
    svg,
    /<title>&lt;script&gt;alert\(1\)&lt;\/script&gt; \(750 B, 75\.0 %\) https:\/\/site\/app\.js:3:7<\/title><rect x="0\.00" y="46" width="899\.50"/,
  );
  assert.match(svg, /<title>b \(250 B, 25\.0 %\)[^>]*><rect x="900\.00" y="46" width="299\.50"/);
  assert.ok(!svg.includes('tiny') && !svg.includes('<script'));
});
