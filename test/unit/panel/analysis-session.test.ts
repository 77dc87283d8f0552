import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ViewRequest } from '../../../panel/analysis/contract.ts';
import { defaultView as view } from '../../../panel/analysis/default-view.ts';
import { HistorySource } from '../../../panel/analysis/history-source.ts';
import { AnalysisSession } from '../../../panel/analysis/session.ts';
import { TreeReceiver } from '../../../panel/analysis/tree-receiver.ts';
import { invert } from '../../../src/calltree/invert.ts';
import { CpuModel } from '../../../src/recording/cpu-model.ts';
import { encodeBlock, encodeHeader } from '../../../src/recording/log.ts';
import { defaultRecording } from '../../../src/recording/options.ts';
import type { CpuRow, SamplingRow } from '../../../src/recording/rows.ts';
import { epochMilliseconds, isolateIndex, microseconds, milliseconds } from '../../../src/units.ts';

const meta = { startedAt: epochMilliseconds(0), options: defaultRecording, url: '', title: '' };
const frame = (functionName: string) => ({ functionName, url: 'https://page.test/app.js', line: 1, column: 1 });

/** A poll that finds one more function below the root, holding this many bytes. */
function poll(node: number, name: string, size: number): SamplingRow {
  const first = node === 1;
  return {
    kind: 'allocation-sampling',
    isolate: isolateIndex(0),
    time: milliseconds(1000 * node),
    pollDuration: milliseconds(5),
    frames: first ? [frame('(root)'), frame(name)] : [frame(name)],
    nodeParent: Int32Array.from(first ? [-1, 0] : [0]),
    nodeFrame: Uint32Array.from(first ? [0, 1] : [node]),
    changedNode: Uint32Array.of(node),
    changedSelf: Float64Array.of(size),
    addedOrdinal: Float64Array.of(node),
    addedSize: Float64Array.of(size),
    addedNode: Uint32Array.of(node),
    goneOrdinal: new Float64Array(0),
  };
}

/** One sample of a CPU profile, at this line of a function of this name, which V8 had to deoptimise. */
function turn(name: string, line: number): CpuRow {
  return {
    kind: 'cpu-profile',
    isolate: isolateIndex(0),
    time: milliseconds(10),
    from: microseconds(0),
    to: microseconds(10_000),
    frames: [frame('(root)'), frame(name)],
    nodeParent: Int32Array.of(-1, 0),
    nodeFrame: Uint32Array.of(0, 1),
    sampleNode: Uint32Array.of(1),
    sampleTime: Float64Array.of(5_000),
    tickNode: Uint32Array.of(1),
    tickLine: Uint32Array.of(line),
    tickCount: Uint32Array.of(1),
    deoptNode: Uint32Array.of(1),
    deoptReason: ['wrong map'],
  };
}

function receiverOf(session: AnalysisSession) {
  const receiver = new TreeReceiver();
  return (request: ViewRequest) => {
    const { tree } = session.update(request, { turn: invert });
    assert.ok(tree);
    return { sent: tree.newFrames.length, tree: receiver.receive(tree) };
  };
}

const namesOf = ({ tree }: { tree: { frame: Uint32Array; frames: readonly { functionName: string }[] } }) =>
  Array.from(tree.frame, index => tree.frames[index]?.functionName);

describe('the analysis of a recording', () => {
  it('sends each frame once, and the panel puts the trees together again', () => {
    const session = new AnalysisSession(1);
    const receive = receiverOf(session);
    session.apply([poll(1, 'leak', 100)]);
    assert.deepEqual(namesOf(receive(view)), ['(root)', 'leak']);
    session.apply([poll(2, 'cache', 50)]);
    const second = receive(view);
    assert.equal(second.sent, 1);
    assert.deepEqual(namesOf(second), ['(root)', 'leak', 'cache']);
    assert.deepEqual([...second.tree.total], [150, 100, 50]);
    assert.equal(receive({ ...view, shape: 'bottom-up' }).sent, 0, 'every shape shares the table');
  });

  it('holds the picture while frozen, in every view, and catches up afterwards', () => {
    const session = new AnalysisSession(1);
    const receive = receiverOf(session);
    session.apply([poll(1, 'leak', 100)]);
    const frozen = { ...view, frozen: true };
    receive(frozen);
    session.apply([poll(2, 'cache', 50)]);
    assert.deepEqual(namesOf(receive(frozen)), ['(root)', 'leak']);
    assert.deepEqual(namesOf(receive({ ...frozen, shape: 'bottom-up' })), ['(root)', 'leak']);
    assert.equal(session.update(frozen).figures.samples, 1);
    assert.deepEqual(namesOf(receive(view)), ['(root)', 'leak', 'cache']);
  });

  it('adds up source lines, and gathers reasons, only for who looks at them', ({ mock }) => {
    const [lines, reasons] = [
      mock.method(CpuModel.prototype, 'lines'),
      mock.method(CpuModel.prototype, 'deoptReasons'),
    ];
    const calls = () => [lines.mock.callCount(), reasons.mock.callCount()];
    const session = new AnalysisSession(1);
    session.apply([poll(1, 'leak', 100), turn('work', 7)]);
    assert.equal(session.update(view).deopts.size, 0);
    assert.deepEqual(calls(), [0, 0]);
    assert.deepEqual([...session.update({ ...view, measure: 'cpu' }).deopts.values()], ['wrong map']);
    assert.deepEqual(calls(), [0, 1]);
    assert.deepEqual(session.update({ ...view, shape: 'lines' }).lines?.functionName, ['work']);
    assert.deepEqual(calls(), [1, 1]);
  });

  it('has the lines and reasons of the picture that is held, whatever was looked at when it was', () => {
    const session = new AnalysisSession(1);
    session.apply([poll(1, 'leak', 100), turn('work', 7)]);
    session.update(view);
    const frozen = { ...view, frozen: true };
    session.update(frozen);
    session.apply([{ ...turn('more', 9), frames: [], nodeParent: new Int32Array(0), nodeFrame: new Uint32Array(0) }]);
    assert.deepEqual([...(session.update({ ...frozen, shape: 'lines' }).lines?.line ?? [])], [7]);
    assert.equal(session.update({ ...frozen, measure: 'cpu' }).deopts.size, 1);
    assert.deepEqual([...(session.update({ ...view, shape: 'lines' }).lines?.line ?? [])], [7, 9]);
  });

  it('leaves out what once held memory and holds none now', () => {
    const session = new AnalysisSession(1);
    session.apply([poll(1, 'leak', 100), poll(2, 'freed', 0)]);
    assert.deepEqual(namesOf(receiverOf(session)(view)), ['(root)', 'leak']);
  });

  it('looks back at any moment and range, also in the rows that were published before it was asked', async () => {
    const rows = [poll(1, 'leak', 100), poll(2, 'cache', 50), poll(3, 'late', 30)];
    const log = new Uint8Array(await new Blob([encodeHeader(meta), encodeBlock(rows.slice(0, 2))]).arrayBuffer());
    const session = new AnalysisSession(1, { history: new HistorySource(async offset => log.subarray(offset)) });
    session.apply(rows.slice(0, 2));
    const receiver = new TreeReceiver();
    const look = async (request: ViewRequest) => {
      const { tree, weight } = session.update(request, { history: await session.pastOf(request) });
      assert.ok(tree && weight);
      return { ...weight, names: namesOf({ tree: receiver.receive(tree) }) };
    };
    assert.deepEqual((await look({ ...view, moment: milliseconds(1500) })).names, ['(root)', 'leak']);
    session.follow(2, rows.slice(2));
    const range = { from: milliseconds(1500), to: milliseconds(3000) };
    const allocated = await look({ ...view, measure: 'allocated', range });
    assert.deepEqual([allocated.names, allocated.period], [['(root)', 'cache', 'late'], range]);
    assert.deepEqual(
      (await look({ ...view, range })).period.to,
      range.to,
      'live bytes are those at the end of a range',
    );
  });

  it('sends the strip only when there is more on it', () => {
    const session = new AnalysisSession(1);
    session.apply([poll(1, 'leak', 100)]);
    assert.ok(session.update(view).strip);
    assert.equal(session.update({ ...view, filter: 'leak' }).strip, null);
    session.apply([poll(2, 'cache', 50)]);
    assert.ok(session.update(view).strip);
  });

  it('shows what a filter matches, and says which measures there are', () => {
    const session = new AnalysisSession(7);
    const receive = receiverOf(session);
    session.apply([poll(1, 'leak', 100), poll(2, 'cache', 50)]);
    assert.deepEqual(namesOf(receive({ ...view, filter: 'cache' })), ['(root)', 'cache']);
    const { look, measures, functions } = session.update({ ...view, measure: 'cpu', shape: 'functions' });
    assert.deepEqual([look, measures, functions?.count], [7, ['live'], 2]);
  });
});
