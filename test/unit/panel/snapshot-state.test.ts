import assert from 'node:assert/strict';
import { it } from 'node:test';
import type * as Comlink from 'comlink';
import type { SnapshotApi, SnapshotInfo } from '../../../panel/snapshot-worker/contract.ts';
import { SnapshotState } from '../../../panel/state/snapshot-state.ts';

it('a comparison whose other snapshot the worker cannot read is over, with the reason', async () => {
  const api = {
    list: async () => ({ list: 1, count: 0, totals: {} }),
    rows: async () => [],
    close: async () => {},
    openBase: async () => {
      throw new RangeError('Array buffer allocation failed');
    },
  } as unknown as Comlink.Remote<SnapshotApi>;
  const state = new SnapshotState(api, { root: 0, hasStacks: false } as unknown as SnapshotInfo);
  await state.compareWith({ kind: 'base', file: { captureId: 'a', name: 'a.heapsnapshot' } });
  assert.equal(state.reading.now.value, null);
  assert.equal(state.compared.value.kind, 'nothing');
  assert.match(JSON.stringify(state.notice.value), /allocation failed/);
});
