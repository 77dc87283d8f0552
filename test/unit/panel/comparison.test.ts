import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BaseCapture } from '../../../panel/analysis/base-capture.ts';
import type { ViewRequest } from '../../../panel/analysis/contract.ts';
import { defaultView as all } from '../../../panel/analysis/default-view.ts';
import { HistorySource } from '../../../panel/analysis/history-source.ts';
import { AnalysisSession } from '../../../panel/analysis/session.ts';
import { TreeReceiver } from '../../../panel/analysis/tree-receiver.ts';
import { comparableWith } from '../../../panel/state/comparison.ts';
import { changeKind } from '../../../src/calltree/change-tree.ts';
import { type CaptureFile, type CaptureSummary, freshCapture } from '../../../src/captures/capture-summary.ts';
import { defaultPicture } from '../../../src/flow/flow-picture.ts';
import { encodeBlock, encodeHeader } from '../../../src/recording/log.ts';
import { defaultRecording } from '../../../src/recording/options.ts';
import type { CpuRow, Row, SamplingRow } from '../../../src/recording/rows.ts';
import { bytes, epochMilliseconds, isolateIndex, microseconds, milliseconds } from '../../../src/units.ts';

const root = { functionName: '(root)', url: '', line: 0, column: 0 };
const frame = (functionName: string) => ({ functionName, url: 'https://page.test/app.js', line: 1, column: 1 });
const noNumbers = { frames: [], nodeParent: new Int32Array(0), nodeFrame: new Uint32Array(0) };

/** One poll: functions below the root, and what each of them has allocated. */
function poll(time: number, held: Readonly<Record<string, number>>): SamplingRow {
  const names = Object.keys(held);
  const nodes = Uint32Array.from(names, (_, index) => index + 1);
  return {
    kind: 'allocation-sampling',
    isolate: isolateIndex(0),
    time: milliseconds(time),
    pollDuration: milliseconds(5),
    frames: [root, ...names.map(frame)],
    nodeParent: Int32Array.from([-1, ...names.map(() => 0)]),
    nodeFrame: Uint32Array.from([0, ...nodes]),
    changedNode: nodes,
    changedSelf: Float64Array.from(Object.values(held)),
    addedOrdinal: Float64Array.from(nodes),
    addedSize: Float64Array.from(Object.values(held)),
    addedNode: nodes,
    goneOrdinal: new Float64Array(0),
  };
}

/** A second in which one function ran all the time. */
function busy(functionName: string): CpuRow {
  return {
    kind: 'cpu-profile',
    isolate: isolateIndex(0),
    time: milliseconds(1000),
    frames: [root, frame(functionName)],
    nodeParent: Int32Array.of(-1, 0),
    nodeFrame: Uint32Array.of(0, 1),
    sampleNode: Uint32Array.of(1),
    sampleTime: Float64Array.of(0),
    tickNode: new Uint32Array(0),
    tickLine: new Uint32Array(0),
    tickCount: new Uint32Array(0),
    deoptNode: Uint32Array.of(1),
    deoptReason: ['wrong map'],
    from: microseconds(0),
    to: microseconds(1_000_000),
  };
}

async function sessionOf(...rows: Row[]): Promise<AnalysisSession> {
  const meta = { startedAt: epochMilliseconds(0), options: defaultRecording, url: '', title: '' };
  const log = new Uint8Array(await new Blob([encodeHeader(meta), encodeBlock(rows)]).arrayBuffer());
  const session = new AnalysisSession(1, { history: new HistorySource(async offset => log.subarray(offset)) });
  session.apply(rows);
  return session;
}

/** What a view of one recording that is compared with another shows, by function. */
async function compared(own: AnalysisSession, base: AnalysisSession, view: Partial<ViewRequest> = {}) {
  const request = { ...all, comparedWith: { kind: 'recording' as const, captureId: 'base' }, ...view };
  const comparison = await own.comparedWith(new BaseCapture('base', base), request);
  const update = own.update(request, { comparison, history: await own.pastOf(request) });
  assert.ok(update.tree && update.weight);
  const tree = new TreeReceiver().receive(update.tree);
  const functions: Record<string, unknown[]> = {};
  for (let node = 1; node < tree.nodeCount; node++) {
    const [before = 0, after = 0] = [tree.beside.before?.total[node], tree.beside.after?.total[node]];
    functions[tree.frames[tree.frame[node] ?? 0]?.functionName ?? ''] = [before, after, changeKind(before, after)];
  }
  return { ...update, tree, weight: update.weight, functions };
}

test('a recording is held against all of another, function by function', async () => {
  const base = await sessionOf(poll(1000, { cache: 100, old: 50 }));
  const own = await sessionOf(poll(2000, { fresh: 30, cache: 160 }));
  const { functions, weight, measures } = await compared(own, base);
  assert.deepEqual(functions, { fresh: [0, 30, 'new'], cache: [100, 160, 'grown'], old: [50, 0, 'gone'] });
  assert.equal(weight.base?.to, 1000);
  assert.deepEqual(measures, ['live', 'allocated', 'collected', 'kept'], 'a change is one of moments');
});

test('what is selected of the one is held against the whole of the other', async () => {
  const base = await sessionOf(poll(1000, { cache: 100 }));
  const late = {
    ...poll(2000, { late: 30 }),
    ...noNumbers,
    changedNode: Uint32Array.of(1),
    addedOrdinal: Float64Array.of(9),
  };
  const own = await sessionOf(poll(1000, { cache: 160 }), { ...late, changedSelf: Float64Array.of(190) });
  const range = { from: milliseconds(1500), to: milliseconds(2000) };
  const { functions, weight } = await compared(own, base, { measure: 'allocated', range });
  assert.deepEqual(functions, { cache: [100, 30, 'shrunk'] });
  assert.deepEqual(weight.period, range);
  assert.equal(typeof weight.standardError, 'number');
});

test('normalised, a recording of twice the length shows what has another share', async () => {
  const base = await sessionOf(poll(1000, { cache: 100, render: 100 }));
  const own = await sessionOf(poll(1000, { cache: 300, render: 100 }));
  const { functions } = await compared(own, base, { normalised: true });
  assert.deepEqual(functions, { cache: [200, 300, 'grown'], render: [200, 100, 'shrunk'] });
});

test('only what both have can be compared', async () => {
  const base = await sessionOf(busy('old'));
  const own = await sessionOf(poll(1000, { cache: 100 }), busy('fresh'));
  const { functions, measures, weight, tree, deopts } = await compared(own, base);
  assert.deepEqual([measures, weight.measure], [['cpu'], 'cpu']);
  assert.deepEqual(functions, { fresh: [0, 1_000_000, 'new'], old: [1_000_000, 0, 'gone'] });
  const [deopted = -1] = deopts.keys();
  assert.equal(tree.frames[deopted]?.functionName, 'fresh', 'reasons go with their functions');
});

test('an isolate is held against the one of the same name', async () => {
  const work = { ...poll(1000, { work: 5 }), isolate: isolateIndex(1) };
  const base = await sessionOf(poll(1000, { cache: 100 }), work);
  const one = await compared(await sessionOf(poll(1000, { cache: 160 })), base, { scope: isolateIndex(0) });
  assert.deepEqual(one.functions, { cache: [100, 160, 'grown'] });
  const both = await compared(await sessionOf(poll(1000, { cache: 160 })), base);
  assert.deepEqual(both.functions, {
    'main page': [100, 160, 'grown'],
    cache: [100, 160, 'grown'],
    isolate: [5, 0, 'gone'],
    work: [5, 0, 'gone'],
  });
});

test('frames are sent once, and anew when the other capture is another', async () => {
  const base = await sessionOf(poll(1000, { cache: 100 }));
  const own = await sessionOf(poll(1000, { cache: 160 }));
  const sent = async (captureId: string) => {
    const comparison = await own.comparedWith(new BaseCapture(captureId, base), all);
    return own.update(all, { comparison }).tree?.newFrames.length;
  };
  assert.deepEqual([await sent('one'), await sent('one'), await sent('other')], [2, 0, 2]);
});

test('the flow graph shows both captures, A and B', async () => {
  const base = await sessionOf(poll(1000, { cache: 100 }));
  const own = await sessionOf(poll(2000, { cache: 160 }));
  const comparison = await own.comparedWith(new BaseCapture('base', base), all);
  const answer = await own.flow(all, { by: 'function', options: defaultPicture, moments: 1 }, comparison);
  assert.deepEqual(answer?.picture.totals, [100, 160]);
  assert.equal(answer?.times.length, 2);
});

test('the flow graph compares shares as the other views do, whatever is filtered', async () => {
  const base = await sessionOf(poll(1000, { cache: 100, render: 100 }));
  const own = await sessionOf(poll(1000, { cache: 300, render: 100 }));
  const request = { by: 'function', options: { ...defaultPicture, collapse: false }, moments: 1 } as const;
  const drawn = async (session: AnalysisSession, view: ViewRequest, other?: AnalysisSession) => {
    const comparison = other ? await session.comparedWith(new BaseCapture('base', other), view) : null;
    const answer = await session.flow(view, request, comparison);
    const nodes = answer?.picture.nodes ?? [];
    const local = nodes.map(({ places, local }) => [places[0]?.frame?.functionName, ...local]);
    return { isScaled: answer?.isScaled, cache: local.find(([name]) => name === 'cache') };
  };
  const shares = { ...all, normalised: true };
  assert.deepEqual(await drawn(own, shares, base), { isScaled: true, cache: ['cache', 200, 300] });
  assert.deepEqual(await drawn(own, { ...shares, filter: 'cache' }, base), {
    isScaled: true,
    cache: ['cache', 200, 300],
  });
  assert.deepEqual(await drawn(own, all, base), { isScaled: false, cache: ['cache', 100, 300] });

  const more = { ...poll(2000, { cache: 60 }), ...noNumbers, addedOrdinal: Float64Array.of(9) };
  const grown = await sessionOf(poll(1000, { cache: 20, render: 20 }), { ...more, changedSelf: Float64Array.of(80) });
  const range = { from: milliseconds(1000), to: milliseconds(2000) };
  const change = { ...shares, measure: 'change' as const, range };
  assert.deepEqual(await drawn(grown, change), { isScaled: true, cache: ['cache', 50, 80] });
});

test('captures that weigh the same kind of thing can be compared, those that are still made cannot', () => {
  const capture = (id: string, fields: Partial<CaptureSummary>): CaptureSummary => ({
    ...freshCapture,
    id,
    kind: 'recording',
    title: '',
    host: '',
    url: '',
    startedAt: epochMilliseconds(0),
    duration: milliseconds(0),
    instruments: [],
    options: null,
    files: [],
    state: { kind: 'complete' },
    ...fields,
  });
  const file = (format: CaptureFile['format']) => [{ format, name: '', bytes: bytes(1), isolate: null }];
  const captures = [
    capture('memory', { instruments: ['heap-usage', 'allocation-sampling'] }),
    capture('cpu', { instruments: ['cpu-profile'] }),
    capture('both', { instruments: ['allocation-sampling', 'cpu-profile'] }),
    capture('running', { instruments: ['allocation-sampling'], state: { kind: 'running' } }),
    capture('heapprofile', { kind: 'profile', files: file('heapprofile') }),
    capture('cpuprofile', { kind: 'profile', files: file('cpuprofile') }),
    capture('snapshot', { kind: 'snapshot', files: file('heapsnapshot') }),
    capture('usage', { instruments: ['heap-usage'] }),
  ];
  const othersOf = (id: string) =>
    comparableWith(captures.find(other => other.id === id) as CaptureSummary, captures).map(other => other.id);
  assert.deepEqual(othersOf('memory'), ['both', 'heapprofile']);
  assert.deepEqual(othersOf('running'), ['memory', 'both', 'heapprofile']);
  assert.deepEqual(othersOf('both'), ['memory', 'cpu', 'heapprofile', 'cpuprofile']);
  assert.deepEqual(othersOf('cpuprofile'), ['cpu', 'both']);
  assert.deepEqual([othersOf('snapshot'), othersOf('usage')], [[], []]);
});
