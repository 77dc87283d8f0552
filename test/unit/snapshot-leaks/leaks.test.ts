import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildClasses } from '../../../src/snapshot/classes/build-classes.ts';
import { findLeaks, type LeakReport } from '../../../src/snapshot/leaks/find-leaks.ts';
import { type DrawnEdge, type DrawnNode, graphOf, snapshotText } from '../snapshot/snapshot-text.ts';

/** A heap as lines `from -name> to`, with nodes named after their class and a number: `Row1`. The first node is held by the roots. */
async function verdictOn(lines: readonly string[], past: { baseline?: string[]; gone?: string[] } = {}) {
  const names = ['', '(GC roots)'];
  const indexOf = (name: string) => (names.includes(name) ? names.indexOf(name) : names.push(name) - 1);
  const drawn = lines.map((line): DrawnEdge => {
    const [, from = '', name = '', to = ''] = /^(\S+) -(\S+)> (\S+)$/.exec(line) ?? [];
    const isElement = /^\d+$/.test(name);
    return {
      from: indexOf(from),
      to: indexOf(to),
      type: isElement ? 'element' : 'property',
      name: isElement ? Number(name) : name,
    };
  });
  const nodes = names.map((name): DrawnNode => {
    if (name === '' || name === '(GC roots)') return { type: 'synthetic', name, size: 0 };
    const size = name.startsWith('Big') ? 1 << 20 : 10;
    return { type: typeOf(name), name: name.replace(/\d+$/, ''), size };
  });
  const roots = [
    { from: 0, to: 1, type: 'element', name: 1 },
    { from: 1, to: 2, type: 'element', name: 1 },
  ];
  const graph = await graphOf(snapshotText(nodes, [...roots, ...drawn]));
  const idsOf = (which: (name: string) => boolean) =>
    Uint32Array.from(names.flatMap((name, node) => (which(name) ? node * 2 + 1 : [])));
  const { baseline = [], gone = [] } = past;
  return findLeaks(
    idsOf(name => baseline.includes(name)),
    idsOf(name => !gone.includes(name)),
    { graph, classes: buildClasses(graph) },
  );
}

const typeOf = (name: string) => {
  if (name.startsWith('blink::')) return 'native';
  return name.startsWith('code') ? 'hidden' : 'object';
};

const figures = ({ clusters }: LeakReport) =>
  clusters.map(({ detector, className, count, retainedSize }) => ({ detector, className, count, retainedSize }));

test('an object counts when it was not before the action and is still there after it was undone', async () => {
  const heap = ['App1 -old> Row1', 'App1 -left> Row2', 'App1 -late> Row3'];
  const report = await verdictOn(heap, { baseline: ['App1', 'Row1'], gone: ['Row3'] });
  assert.deepEqual(figures(report), [{ detector: null, className: 'Row', count: 1, retainedSize: 10 }]);
  assert.equal(report.verdict, 'unsure');
});

test('what an object that stayed holds is part of it, and V8’s own is no leak', async () => {
  const heap = ['App1 -left> Row1', 'Row1 -cell> Cell1', 'Cell1 -text> Text1', 'App1 -map> code1'];
  const report = await verdictOn(heap, { baseline: ['App1'] });
  assert.deepEqual(figures(report), [{ detector: null, className: 'Row', count: 1, retainedSize: 30 }]);
});

test('the store of a collection of Blink is no leak, but what is in it may be', async () => {
  const store = 'blink::HeapVectorBacking<blink::Row>1';
  const report = await verdictOn([`App1 -rows> ${store}`, `${store} -0> Row1`], { baseline: ['App1'] });
  assert.deepEqual(figures(report), [{ detector: null, className: 'Row', count: 1, retainedSize: 10 }]);
});

test('objects that are held in the same way are one cluster, however long the list is that leads to them', async () => {
  const list = ['App1 -list> List1', 'List1 -next> List2', 'List2 -next> List3'];
  const heap = [...list, 'List1 -item> Row1', 'List2 -item> Row2', 'List3 -item> Row3', 'App1 -item> Row4'];
  const report = await verdictOn(heap, { baseline: ['App1', 'List1', 'List2', 'List3'] });
  assert.deepEqual(
    report.clusters.map(({ count, trace }) => [count, trace.slice(2).map(step => `.${step.edge} ${step.className}`)]),
    [
      [2, ['.list List', '.next List', '.next List', '.item Row']],
      [1, ['.list List', '.item Row']],
      [1, ['.item Row']],
    ],
  );
});

test('a fiber without a parent is unmounted, unless it is that of a root', async () => {
  const heap = [
    'App1 -root> FiberRootNode1',
    'FiberRootNode1 -current> FiberNode1',
    'FiberNode1 -stateNode> FiberRootNode1',
    'FiberNode1 -child> FiberNode2',
    'FiberNode2 -return> FiberNode1',
    'App1 -cached> FiberNode3',
  ];
  const report = await verdictOn(heap, { baseline: ['App1'] });
  assert.equal(report.verdict, 'leak');
  assert.deepEqual(figures(report)[0], {
    detector: 'unmounted React component',
    className: 'FiberNode',
    count: 1,
    retainedSize: 10,
  });
});

test('a megabyte that stayed is a leak, whatever it is made of; a better reason inside of it is told too', async () => {
  const heap = ['App1 -list> List1', 'List1 -0> Big1', 'List1 -1> FiberNode1'];
  const report = await verdictOn(heap, { baseline: ['App1'] });
  assert.deepEqual(figures(report), [
    { detector: 'over 1 MB', className: 'List', count: 1, retainedSize: (1 << 20) + 20 },
    { detector: 'unmounted React component', className: 'FiberNode', count: 1, retainedSize: 10 },
  ]);
});

test('when nothing stays there is no leak', async () => {
  const report = await verdictOn(['App1 -old> Row1'], { baseline: ['(GC roots)', '', 'App1', 'Row1'] });
  assert.deepEqual([report.verdict, report.stayed, report.clusters], ['no leak', 0, []]);
});
