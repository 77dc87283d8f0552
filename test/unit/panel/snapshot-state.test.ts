import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type * as Comlink from 'comlink';
import type { SnapshotApi, SnapshotFile, SnapshotInfo } from '../../../panel/snapshot-worker/contract.ts';
import { SnapshotState } from '../../../panel/state/snapshot-state.ts';
import type { Outlook } from '../../../src/snapshot/memory/outlook.ts';
import { bytes } from '../../../src/units.ts';
import { until } from '../../support/until.ts';

const gigabyte = 2 ** 30;
const fileOf = (captureId: string): SnapshotFile => ({ captureId, name: `${captureId}.heapsnapshot` });
const [first, second, third] = [fileOf('first'), fileOf('second'), fileOf('third')];

/** A worker that would open anything, with what it was asked to open. Opening takes 2 GB for each file, ids a little. */
function meet(overrides: object = {}) {
  const opened: string[] = [];
  const outlook: Outlook = {
    nodeCount: 3,
    edgeCount: 2,
    byteLength: null,
    needed: bytes(2 * gigabyte),
    kept: bytes(1.5 * gigabyte),
    forIds: bytes(gigabyte / 10),
  };
  const done = (what: string) => async (asked: SnapshotFile | { baseline: SnapshotFile }) => {
    const file = 'baseline' in asked ? asked.baseline : asked;
    opened.push(file.captureId ? `${what} ${file.captureId}` : what);
    return { ok: true, value: { verdict: 'no leak', leaks: 0, suspects: 0 } };
  };
  const api = {
    list: async () => ({ list: 1, count: 0, totals: {} }),
    rows: async () => [],
    close: async () => {},
    look: async () => ({ ok: true, value: outlook }),
    openBase: done('base'),
    closeBase: async () => {},
    openTrend: done('trend'),
    findLeaks: done('leaks'),
    forgetLeaks: async () => {},
    ...overrides,
  } as unknown as Comlink.Remote<SnapshotApi>;
  return { api, opened };
}

/** The state of a snapshot in a computer of so many GB, where what is open holds so many. */
function stateOf(api: Comlink.Remote<SnapshotApi>, total = 64, held = 1.5): SnapshotState {
  Object.defineProperty(globalThis, 'navigator', { value: { deviceMemory: total }, configurable: true });
  const info = { root: 0, hasStacks: false } as unknown as SnapshotInfo;
  return new SnapshotState(api, info, () => bytes(held * gigabyte));
}

it('a comparison whose other snapshot the worker cannot read is over, with the reason', async () => {
  const { api } = meet({
    openBase: async () => {
      throw new RangeError('Array buffer allocation failed');
    },
  });
  const state = stateOf(api);
  await state.compareWith({ kind: 'base', file: first });
  assert.equal(state.reading.now.value, null);
  assert.equal(state.compared.value.kind, 'nothing');
  assert.match(JSON.stringify(state.notice.value), /allocation failed/);
});

describe('a snapshot that is read beside the shown one', () => {
  const asking = ({ reading }: Pick<SnapshotState, 'reading'>) =>
    until('a question', async () => {
      const now = reading.now.value;
      return now?.kind === 'asking' && now.question;
    });

  it('is read without a question where both fit', async () => {
    const { api, opened } = meet();
    const state = stateOf(api, 8);
    await state.compareWith({ kind: 'base', file: first });
    assert.deepEqual(opened, ['base first']);
    assert.equal(state.heldByBase, 1.5 * gigabyte);
    await state.compareWithNothing();
    assert.equal(state.heldByBase, 0);
  });

  it('is asked about where it fits alone, but not with what is open', async () => {
    const { api, opened } = meet();
    // Half of it is as much as the snapshot takes, three quarters are less than both.
    const state = stateOf(api, 4);
    const comparing = state.compareWith({ kind: 'base', file: first });
    const question = await asking(state);
    assert.deepEqual(question, {
      count: 1,
      needed: 2 * gigabyte,
      open: 1.5 * gigabyte,
      memory: { total: 4 * gigabyte, free: null },
    });
    assert.deepEqual(opened, []);
    state.reading.goOn();
    await comparing;
    assert.deepEqual(opened, ['base first']);
    assert.equal(state.compared.value.kind, 'base');
  });

  it('is left alone when that is wanted, and then holds nothing', async () => {
    const { api, opened } = meet();
    const state = stateOf(api, 4);
    const comparing = state.compareWith({ kind: 'base', file: first });
    await asking(state);
    await state.compareWithNothing();
    await comparing;
    assert.deepEqual(opened, []);
    assert.deepEqual([state.reading.now.value, state.compared.value.kind, state.heldByBase], [null, 'nothing', 0]);
  });

  it('is not read when it was given up before the list of the one before was put away', async () => {
    const { api, opened } = meet();
    const state = stateOf(api);
    const comparing = state.compareWith({ kind: 'base', file: first });
    await Promise.all([comparing, state.compareWithNothing()]);
    const searching = state.leaks.find({ baseline: first, target: second });
    await Promise.all([searching, state.leaks.choose({ baseline: third, target: second })]);
    assert.deepEqual(opened, []);
    assert.deepEqual([state.compared.value.kind, state.leaks.result.value], ['nothing', null]);
  });

  it('makes way for the next that is chosen while it is asked about', async () => {
    const { api, opened } = meet();
    const state = stateOf(api, 4);
    const before = state.compareWith({ kind: 'base', file: first });
    await asking(state);
    const after = state.compareWith({ kind: 'base', file: second });
    await before;
    await asking(state);
    state.reading.goOn();
    await after;
    assert.deepEqual(opened, ['base second']);
    assert.deepEqual(state.compared.value, { kind: 'base', file: second });
  });

  it('is one of several for a trend, which are read one after the other and not kept', async () => {
    const { api, opened } = meet();
    const state = stateOf(api, 4);
    const following = state.compareWith({ kind: 'trend', files: [first, second, third], shown: 2 });
    const { count, needed } = await asking(state);
    assert.deepEqual([count, needed], [2, 2 * gigabyte]);
    state.reading.goOn();
    await following;
    assert.deepEqual([opened, state.heldByBase], [['trend'], 0]);
  });

  it('takes little for its ids, where leaks are looked for', async () => {
    const { api, opened } = meet();
    const state = stateOf(api, 4);
    await state.leaks.find({ baseline: first, target: second });
    assert.deepEqual(opened, ['leaks first']);
    const full = stateOf(meet().api, 2);
    void full.leaks.find({ baseline: first, target: second });
    const { count, needed } = await asking(full.leaks);
    assert.deepEqual([count, Math.round((needed / gigabyte) * 10)], [2, 2]);
    await full.leaks.stop();
  });
});
