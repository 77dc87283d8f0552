import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Protocol } from 'devtools-protocol';
import { type TraceEvent, TraceProfileReader } from '../../../src/formats/trace-profile.ts';
import type { ProfileChunk, TraceNode } from '../../../src/formats/trace-profile-pieces.ts';

const page = { pid: 10, tid: 10 };
const worker = { pid: 10, tid: 13 };
/** The thread that sends the chunks, whatever is sampled. */
const sender = { pid: 10, tid: 99 };

const named = (thread: typeof page, name: string): TraceEvent => ({
  ...thread,
  name: 'thread_name',
  ts: 0,
  args: { name },
});
const head = (thread: typeof page, id: string, ts: number, source = 'Internal'): TraceEvent => ({
  ...thread,
  name: 'Profile',
  id,
  ts,
  // On V8's own clock, which nobody else in the trace goes by.
  args: { data: { source, startTime: 7 } as object },
});
const chunk = (id: string, data: ProfileChunk, from = sender): TraceEvent => ({
  ...from,
  name: 'ProfileChunk',
  id,
  ts: 5000,
  args: { data },
});
const root: TraceNode = { id: 1, callFrame: { functionName: '(root)', scriptId: 0 } };
const node = (id: number, parent: number, functionName: string): TraceNode => ({
  id,
  parent,
  callFrame: { functionName, scriptId: 4, url: 'https://page/app.js', lineNumber: 30, columnNumber: 2 },
});

function profilesOf(events: readonly TraceEvent[], interval = 0) {
  const reader = new TraceProfileReader();
  reader.add(events);
  return reader.profiles(interval);
}

/** Microseconds that each function was on top of the stack. */
function selfTimes({ nodes, samples = [], timeDeltas = [], startTime, endTime }: Protocol.Profiler.Profile) {
  const self: Record<string, number> = {};
  let time = startTime;
  for (const [i, id] of samples.entries()) {
    time += timeDeltas[i] ?? 0;
    const name = nodes.find(candidate => candidate.id === id)?.callFrame.functionName ?? 'nobody';
    const next = timeDeltas[i + 1];
    self[name] = (self[name] ?? 0) + (next ?? endTime - time);
  }
  return self;
}

test('the chunks of the page become one profile as V8 gives it, those of a worker another', () => {
  const { page: found, others } = profilesOf([
    named(page, 'CrRendererMain'),
    named(worker, 'DedicatedWorker thread'),
    head(page, '0x1', 1000),
    head(worker, '0x2', 1100),
    chunk('0x1', {
      cpuProfile: {
        nodes: [root, node(2, 1, 'main'), { ...node(3, 2, 'inner'), deoptReason: 'wrong map' }],
        samples: [2, 3],
      },
      timeDeltas: [10, 100],
      lines: [31, 33],
    }),
    chunk('0x2', { cpuProfile: { nodes: [root, node(2, 1, 'work')], samples: [2] }, timeDeltas: [5] }),
    chunk('0x1', { cpuProfile: { nodes: [node(4, 1, '(idle)')], samples: [3, 4] }, timeDeltas: [100, 100] }),
  ]);
  assert.deepEqual(
    found.map(({ profile }) => profile),
    [
      {
        nodes: [
          {
            id: 1,
            callFrame: { functionName: '(root)', scriptId: '0', url: '', lineNumber: -1, columnNumber: -1 },
            hitCount: 0,
            children: [2, 4],
          },
          { ...v8Node(2, 'main', 1), children: [3], positionTicks: [{ line: 31, ticks: 1 }] },
          { ...v8Node(3, 'inner', 2), deoptReason: 'wrong map', positionTicks: [{ line: 33, ticks: 1 }] },
          v8Node(4, '(idle)', 1),
        ],
        startTime: 1000,
        endTime: 1410,
        samples: [2, 3, 3, 4],
        timeDeltas: [10, 100, 100, 100],
      },
    ],
  );
  assert.deepEqual(
    others.map(({ thread, profile }) => [thread, profile.startTime]),
    [['DedicatedWorker thread', 1100]],
  );
});

test('samples that come late, with a negative delta, are put where they were taken', () => {
  const profile = onlyProfile({
    cpuProfile: { nodes: [root, node(2, 1, 'a'), node(3, 1, 'b')], samples: [2, 2, 3, 2] },
    timeDeltas: [100, 200, -100, 200],
    lines: [31, 31, 40, 31],
  });
  assert.deepEqual(
    [profile.samples, profile.timeDeltas],
    [
      [2, 3, 2, 2],
      [100, 100, 100, 100],
    ],
  );
  assert.deepEqual(profile.nodes[2]?.positionTicks, [{ line: 40, ticks: 1 }]);
});

test('samples nearer than the interval are left out, and the time of each function stays what it was', () => {
  const samples = Array.from({ length: 1000 }, (_, i) => (i < 300 ? 2 : 3));
  const data = {
    cpuProfile: { nodes: [root, node(2, 1, 'a'), node(3, 1, 'b')], samples },
    timeDeltas: samples.map(() => 200),
  };
  const whole = onlyProfile(data);
  const thin = onlyProfile(data, 1000);
  assert.equal(thin.samples?.length, 200);
  assert.equal(thin.endTime, whole.endTime);
  assert.deepEqual(
    [selfTimes(thin), selfTimes(whole)],
    [
      { a: 60_000, b: 140_000 },
      { a: 60_000, b: 140_000 },
    ],
  );
});

test('a page that moves to another process is followed there, and the process it left is not', () => {
  const next = { pid: 20, tid: 20 };
  const data = { cpuProfile: { nodes: [root, node(2, 1, 'a')], samples: [2, 2, 2] }, timeDeltas: [0, 100, 100] };
  const { page: found } = profilesOf([
    named(page, 'CrRendererMain'),
    named(next, 'CrRendererMain'),
    head(next, '0x1', 1150),
    head(page, '0x1', 1000),
    chunk('0x1', data),
    chunk('0x1', data, next),
  ]);
  assert.deepEqual(
    found.map(({ pid, profile }) => [pid, profile.startTime, profile.endTime, profile.samples?.length]),
    [
      [10, 1000, 1150, 2],
      [20, 1150, 1450, 3],
    ],
  );
});

test('in a trace that names the frames, the page is where its outermost frame is', () => {
  const other = { pid: 20, tid: 20 };
  const data = { cpuProfile: { nodes: [root], samples: [1] }, timeDeltas: [0] };
  const started = { pid: 1, tid: 1, ts: 0, name: 'TracingStartedInBrowser' };
  const frames = [{ processId: 10 }, { parent: 'A', processId: 20 }];
  const { page: found, others } = profilesOf([
    { ...started, args: { data: { frames } } },
    ...[page, other].map(thread => named(thread, 'CrRendererMain')),
    ...[page, other].map(thread => head(thread, '0x1', 1000)),
    ...[page, other].map(thread => chunk('0x1', data, thread)),
  ]);
  assert.deepEqual([found.map(({ pid }) => pid), others.map(({ pid }) => pid)], [[10], [20]]);
});

test('of two profiles of one thread the one that the browser asked for counts', () => {
  const data = (name: string) => ({ cpuProfile: { nodes: [root, node(2, 1, name)], samples: [2] }, timeDeltas: [0] });
  const { page: found } = profilesOf([
    named(page, 'CrRendererMain'),
    head(page, '0x1', 1000, 'SelfProfiling'),
    head(page, '0x2', 1000, 'Internal'),
    chunk('0x1', data('of the page itself')),
    chunk('0x2', data('of the browser')),
  ]);
  assert.deepEqual(
    found.map(({ profile }) => profile.nodes[1]?.callFrame.functionName),
    ['of the browser'],
  );
});

test('what a full buffer has cut out leaves a tree that is whole, and no profile without its head', () => {
  const profile = onlyProfile({
    cpuProfile: { nodes: [root, node(7, 6, 'caller was lost')], samples: [7, 5] },
    timeDeltas: [10, 10],
  });
  assert.deepEqual([profile.nodes[0]?.children, profile.samples], [[7], [7]]);
  const headless = profilesOf([
    named(page, 'CrRendererMain'),
    chunk('0x1', { cpuProfile: { nodes: [root], samples: [1] } }),
  ]);
  assert.deepEqual(headless, { page: [], others: [] });
});

function onlyProfile(data: ProfileChunk, interval = 0): Protocol.Profiler.Profile {
  const events = [named(page, 'CrRendererMain'), head(page, '0x1', 1000), chunk('0x1', data)];
  const [found] = profilesOf(events, interval).page;
  assert.ok(found);
  return found.profile;
}

function v8Node(id: number, functionName: string, hitCount: number): Protocol.Profiler.ProfileNode {
  const callFrame = { functionName, scriptId: '4', url: 'https://page/app.js', lineNumber: 30, columnNumber: 2 };
  return { id, callFrame, hitCount };
}

test('a node may have very many children: what they cost grows with their number', () => {
  const many = 100_000;
  const nodes = [root, ...Array.from({ length: many }, (_, i) => node(i + 2, 1, 'f'))];
  const begun = performance.now();
  const { page: found } = profilesOf([
    named(page, 'CrRendererMain'),
    head(page, '0x1', 1000),
    chunk('0x1', { cpuProfile: { nodes, samples: [2] }, timeDeltas: [10] }),
  ]);
  assert.equal(found[0]?.profile.nodes[0]?.children?.length, many);
  // Copying the list for each of them takes tens of seconds.
  assert.ok(performance.now() - begun < 3000);
});
