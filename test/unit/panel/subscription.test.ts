import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import type { SendCommand } from '../../../panel/state/background-client.ts';
import { createPanelState, type PanelState } from '../../../panel/state/panel-state.ts';
import { subscribe } from '../../../panel/state/subscription.ts';
import type { CaptureSummary } from '../../../src/captures/capture-summary.ts';
import type { Published, RecordingState, SnapshotProgress, TabState } from '../../../src/messages/contract.ts';
import { relayLockName } from '../../../src/messages/relay-lock.ts';
import { defaultRecording } from '../../../src/recording/options.ts';
import { bytes } from '../../../src/units.ts';
import { settle } from '../../support/manual-clock.ts';

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

  it('is what was captured at once while it records, whatever else changes in the tab', () => {
    const recording = { captureId: 'recording', phase: 'running' } as RecordingState;
    publish({ kind: 'state', tabId: 1, state: { ...idle, recording } });
    assert.equal(state.shown.value?.id, 'recording');
    publish({ kind: 'captures', captures: [capture('classes'), capture('recording')] });
    publish({ kind: 'captured', tabId: 1, captureId: 'classes' });
    publish({ kind: 'state', tabId: 1, state: { ...idle, recording } });
    assert.equal(state.shown.value?.id, 'classes');
  });

  it('is what it begins to record', () => {
    publish({ kind: 'captures', captures: [capture('next'), capture('recording')] });
    const recording = { captureId: 'next', phase: 'starting' } as RecordingState;
    publish({ kind: 'state', tabId: 1, state: { ...idle, recording } });
    assert.equal(state.shown.value?.id, 'next');
  });

  it('is not what other tabs do', () => {
    publish({ kind: 'state', tabId: 2, state: { ...idle, snapshot: { ...progress, captureId: 'other' } } });
    assert.deepEqual(state.tab.value?.snapshot, progress);
  });
});

describe('a panel that could not watch its tab', () => {
  const given = { BroadcastChannel: globalThis.BroadcastChannel, navigator: globalThis.navigator };
  let state: PanelState;
  let isRelayThere: boolean;
  let relayEnds: () => void;
  let watched: number;
  let fails: boolean;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    [isRelayThere, watched, fails] = [false, 0, true];
    const locks = {
      request: (name: string, ...rest: unknown[]) => {
        const granted = rest.at(-1) as () => unknown;
        if (name !== relayLockName) return granted();
        return new Promise<void>(resolve => {
          relayEnds = resolve;
        });
      },
      query: async () => ({ held: isRelayThere ? [{ name: relayLockName, mode: 'exclusive' }] : [] }),
    };
    Object.assign(globalThis, { BroadcastChannel: class {}, navigator: { locks } });
    state = createPanelState(1, { port: 9222, options: defaultRecording });
  });
  afterEach(() => {
    mock.timers.reset();
    Object.assign(globalThis, given);
  });

  const begin = async () => {
    const send = async () => {
      watched++;
      if (fails) throw new Error('no relay');
    };
    subscribe(state, send as unknown as SendCommand);
    await settle();
  };
  const passSeconds = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      mock.timers.tick(1000);
      await settle();
    }
  };

  it('watches it as soon as a relay is there, which another panel may have started', async () => {
    await begin();
    await passSeconds(100);
    assert.equal(watched, 1);
    assert.match(JSON.stringify(state.notice.value), /no relay/);
    [isRelayThere, fails] = [true, false];
    await passSeconds(2);
    assert.equal(watched, 2);
    assert.equal(state.notice.value, null);
    await passSeconds(100);
    assert.equal(watched, 2);
    relayEnds();
    await settle();
    assert.equal(watched, 3);
  });

  it('asks a relay that refuses less and less often, and tells it once', async () => {
    isRelayThere = true;
    await begin();
    state.notice.value = null;
    await passSeconds(15);
    assert.equal(watched, 5);
    await passSeconds(300);
    assert.ok(watched < 18, `${watched}`);
    assert.equal(state.notice.value, null);
  });

  it('watches once when that succeeds', async () => {
    [isRelayThere, fails] = [true, false];
    state.notice.value = { level: 'info', sentence: 'of something else' };
    await begin();
    await passSeconds(100);
    assert.equal(watched, 1);
    assert.ok(state.notice.value);
  });
});
