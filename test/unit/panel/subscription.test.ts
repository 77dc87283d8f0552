import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { SendCommand } from '../../../panel/state/background-client.ts';
import { createPanelState, type PanelState } from '../../../panel/state/panel-state.ts';
import { subscribe } from '../../../panel/state/subscription.ts';
import type { CaptureSummary } from '../../../src/captures/capture-summary.ts';
import type { Published, SnapshotProgress, TabState } from '../../../src/messages/contract.ts';
import { relayLockName } from '../../../src/messages/relay-lock.ts';
import { defaultRecording } from '../../../src/recording/options.ts';
import { bytes } from '../../../src/units.ts';

const idle: TabState = {
  connection: { kind: 'off', reason: null },
  isolates: [],
  domains: { HeapProfiler: 'unavailable', Profiler: 'unavailable', Runtime: 'unavailable' },
  recording: null,
  snapshot: null,
  notice: null,
};
const progress: SnapshotProgress = {
  of: 'heap snapshot',
  captureId: 'snapshot',
  percent: 0,
  stage: 'building',
  bytes: bytes(0),
};
const capture = (id: string) => ({ id }) as CaptureSummary;

describe('what a panel shows of its tab', () => {
  const given = { BroadcastChannel: globalThis.BroadcastChannel, navigator: globalThis.navigator };
  let state: PanelState;
  let publish: (message: Published) => void;

  beforeEach(() => {
    class Channel {
      onmessage: (message: { data: Published }) => void = () => {};
      constructor() {
        publish = data => this.onmessage({ data });
      }
    }
    // The relay lives on: nobody else gets its lock.
    const locks = {
      request: (name: string, granted: () => void) => (name !== relayLockName ? granted() : new Promise(() => {})),
    };
    Object.assign(globalThis, { BroadcastChannel: Channel, navigator: { locks } });
    state = createPanelState(1, { port: 9222, options: defaultRecording });
    subscribe(state, (async () => {}) as unknown as SendCommand);
    state.own.value = 'recording';
    publish({ kind: 'captures', captures: [capture('recording')] });
    publish({ kind: 'state', tabId: 1, state: { ...idle, snapshot: progress } });
  });
  afterEach(() => {
    Object.assign(globalThis, given);
  });

  it('is the snapshot that was taken', () => {
    publish({ kind: 'captures', captures: [capture('snapshot'), capture('recording')] });
    publish({ kind: 'state', tabId: 1, state: idle });
    assert.equal(state.shown.value?.id, 'snapshot');
  });

  it('stays what it was when the snapshot failed', () => {
    publish({ kind: 'state', tabId: 1, state: idle });
    assert.equal(state.shown.value?.id, 'recording');
  });

  it('is not what other tabs do', () => {
    publish({ kind: 'state', tabId: 2, state: { ...idle, snapshot: { ...progress, captureId: 'other' } } });
    assert.deepEqual(state.tab.value?.snapshot, progress);
  });
});
