import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { routesFor } from '../../../background/connection/capabilities.ts';
import { Listeners } from '../../../background/connection/listeners.ts';
import type { SessionId, Transport, TransportEvent } from '../../../background/connection/transport.ts';
import { Tab } from '../../../background/relay/tab.ts';
import { SharedAttachments } from '../../../background/targets/shared-attachments.ts';
import { TabIsolates } from '../../../background/targets/tab-isolates.ts';
import { TabSession } from '../../../background/targets/tab-session.ts';
import { CaptureLibrary } from '../../../src/captures/library.ts';
import type { ErrorCode } from '../../../src/errors/catalogue.ts';
import { HeapscopeError } from '../../../src/errors/heapscope-error.ts';
import { defaultCpu, defaultTimeline, defaultUsage, type RecordingOptions } from '../../../src/recording/options.ts';
import { ManualClock, settle } from '../../support/manual-clock.ts';
import { MemoryStore } from '../../support/memory-store.ts';

const page = { url: 'https://page.test/', title: 'Page' };
const none: RecordingOptions = { sampling: null, timeline: null, cpu: null, usage: null, coverage: null };
const usage = { ...none, usage: defaultUsage };

/** The socket of a browser whose answers the test decides. */
class FakeTransport implements Transport {
  readonly sent: string[] = [];
  readonly #events = new Listeners<TransportEvent>();
  readonly #closed = new Listeners<ErrorCode>();
  readonly #answers = new Map<string, () => Promise<unknown>>([
    ['Runtime.getHeapUsage', async () => ({ usedSize: 1, totalSize: 2 })],
    ['HeapProfiler.takeHeapSnapshot', async () => this.fire('HeapProfiler.addHeapSnapshotChunk', { chunk: '{}' })],
    [
      'HeapProfiler.stopTrackingHeapObjects',
      async () => this.fire('HeapProfiler.addHeapSnapshotChunk', { chunk: '{}' }),
    ],
  ]);

  answer(method: string, answer: () => Promise<unknown>): void {
    this.#answers.set(method, answer);
  }

  refuse(method: string): void {
    this.answer(method, () => Promise.reject(new HeapscopeError('protocol-error', { method, message: 'not now' })));
  }

  async send(_session: SessionId | null, method: string): Promise<unknown> {
    this.sent.push(method);
    return (await this.#answers.get(method)?.()) ?? {};
  }
  onEvent(listener: (event: TransportEvent) => void) {
    return this.#events.add(listener);
  }
  onClose(listener: (reason: ErrorCode) => void) {
    return this.#closed.add(listener);
  }
  fire(method: string, params: object): void {
    this.#events.call({ session: null, method, params });
  }
  close(reason: ErrorCode): void {
    this.#closed.call(reason);
  }
}

describe('what goes on in a tab', () => {
  let browser: FakeTransport;
  let clock: ManualClock;
  let store: MemoryStore;
  let library: CaptureLibrary;
  let tab: Tab;
  /** What was under way whenever panels were told of a change. */
  let told: (string | undefined)[];
  /** What the recording was at whenever panels got the list of captures, and how the first of these was listed. */
  let listed: (readonly [phase: string | undefined, state: string | undefined])[];
  /** Attachments that were let go of. */
  let released: number;

  beforeEach(() => {
    browser = new FakeTransport();
    clock = new ManualClock();
    store = new MemoryStore();
    library = new CaptureLibrary(store);
    const routes = routesFor(new Set(['Runtime']), true);
    const attachments = new SharedAttachments({
      routes,
      attach: async () => {
        const session = new TabSession(routes, { socket: { transport: browser, session: null }, debugger: null });
        const isolates = new TabIsolates(session, null);
        return {
          session,
          isolates,
          routes,
          release: async () => {
            released += 1;
            session.end('session-closed');
          },
        };
      },
    });
    told = [];
    listed = [];
    released = 0;
    tab = new Tab(1, {
      store,
      library,
      clock,
      attachments,
      routes: () => routes,
      captured() {},
      changed: () => told.push(tab.snapshot?.of),
      capturesChanged: async () => {
        const phase = tab.recording?.phase;
        listed.push([phase, (await states())[0]]);
      },
      publishRows() {},
    });
  });

  /** Makes a command wait for the test. */
  function hold(method: string): () => void {
    let go = () => {};
    const held = new Promise<void>(resolve => {
      go = resolve;
    });
    browser.answer(method, () => held);
    return go;
  }

  const states = async () =>
    (await library.list()).map(({ state }) => (state.kind === 'partial' ? state.reason : state.kind));

  it('is let go of when it closes under an open panel', async () => {
    tab.watch(new Promise(() => {}));
    await settle();
    assert.equal(tab.isolates.length, 1);
    browser.close('tab-closed');
    await settle();
    assert.deepEqual([tab.isolates.length, released, clock.waiting], [0, 1, []]);
  });

  it('is one recording, however quickly it is asked for twice', async () => {
    const [first, second] = await Promise.allSettled([
      tab.startRecording(usage, page, false),
      tab.startRecording(usage, page, false),
    ]);
    assert.equal(first.status, 'fulfilled');
    assert.equal(second.status === 'rejected' && second.reason.code, 'already-recording');
    await tab.stopRecording();
    assert.deepEqual(await states(), ['complete']);
    assert.deepEqual(clock.waiting, [], 'nothing records on');
  });

  it('is listed as ended before panels hear that it has stopped', async () => {
    await tab.startRecording(usage, page, false);
    await tab.stopRecording();
    await settle();
    assert.deepEqual(listed.at(-1), ['stopping', 'complete']);
    assert.equal(tab.recording, null);
  });

  it('is stopped whole by a stop that comes while it starts', async () => {
    browser.answer('Profiler.stop', async () => ({ profile: { nodes: [], startTime: 0, endTime: 1 } }));
    const go = hold('Profiler.enable');
    const start = tab.startRecording({ ...usage, cpu: defaultCpu }, page, false);
    await settle();
    const stop = tab.stopRecording();
    await settle();
    go();
    await Promise.all([start, stop]);
    assert.equal(tab.recording, null);
    assert.deepEqual(await states(), ['complete']);
    assert.deepEqual(clock.waiting, []);
  });

  it('ends when it is told to: usage is read once more behind all others, and the file of the timeline comes after that', async () => {
    browser.answer('Profiler.stop', async () => ({ profile: { nodes: [], startTime: 0, endTime: 1 } }));
    await tab.startRecording({ ...usage, cpu: defaultCpu, timeline: defaultTimeline }, page, false);
    browser.sent.length = 0;
    browser.answer('HeapProfiler.stopTrackingHeapObjects', async () => {
      clock.pass(5000);
      browser.fire('HeapProfiler.addHeapSnapshotChunk', { chunk: '{}' });
    });
    clock.pass(100);
    await tab.stopRecording();
    assert.equal((await library.list())[0]?.duration, 100);
    const order = ['Profiler.stop', 'Runtime.getHeapUsage', 'HeapProfiler.stopTrackingHeapObjects'];
    assert.deepEqual(
      browser.sent.filter(method => order.includes(method)),
      order,
    );
  });

  it('leaves nothing behind when a recording cannot start, not even a progress', async () => {
    browser.refuse('Profiler.start');
    const options = { ...none, timeline: defaultTimeline, cpu: defaultCpu };
    await assert.rejects(tab.startRecording(options, page, false), { code: 'protocol-error' });
    assert.equal(tab.snapshot, null);
    assert.equal(tab.recording, null);
    assert.deepEqual([...store.content.keys()], []);
    await tab.takeSnapshot(page, null);
  });

  it('tells why a start failed when the tab was closed meanwhile', async () => {
    hold('Runtime.getHeapUsage');
    const start = tab.startRecording(usage, page, false);
    await settle();
    browser.close('tab-closed');
    await assert.rejects(start, { code: 'tab-closed' });
    assert.deepEqual([...store.content.keys()], []);
  });

  it('leaves nothing behind when the disk is too full to start', async () => {
    const create = store.create.bind(store);
    store.create = async path => {
      if (path.endsWith('.log')) throw new HeapscopeError('storage-full');
      return await create(path);
    };
    await assert.rejects(tab.startRecording(usage, page, false), { code: 'storage-full' });
    assert.deepEqual([...store.content.keys()], []);
  });

  it('keeps what was recorded when a file of it does not fit on the disk any more', async () => {
    browser.answer('Profiler.stop', async () => ({ profile: { nodes: [], startTime: 0, endTime: 1 } }));
    await tab.startRecording({ ...usage, cpu: defaultCpu }, page, false);
    const create = store.create.bind(store);
    store.create = async path => {
      if (path.includes('.cpuprofile')) throw new HeapscopeError('storage-full');
      return await create(path);
    };
    await tab.stopRecording();
    assert.deepEqual(await states(), [new HeapscopeError('storage-full').message]);
  });

  it('calls a recording partial when one of its instruments has failed on the way', async () => {
    browser.answer('Profiler.stop', async () => ({ profile: { nodes: [], startTime: 0, endTime: 1 } }));
    await tab.startRecording({ ...usage, cpu: defaultCpu }, page, false);
    browser.refuse('Profiler.start');
    for (let turn = 0; turn < 3; turn++) await clock.advance(defaultCpu.turn);
    assert.ok(tab.recording, 'the others go on');
    await tab.stopRecording();
    assert.match((await states())[0] ?? '', /refused Profiler\.start/);
  });

  it('says what ended a recording, though its end was under way', async () => {
    await tab.startRecording({ ...usage, cpu: defaultCpu }, page, false);
    hold('Profiler.stop');
    const stop = tab.stopRecording();
    await settle();
    browser.close('tab-crashed');
    await stop;
    assert.deepEqual(await states(), [new HeapscopeError('tab-crashed').message]);
  });

  it('is one snapshot, however quickly it is asked for twice', async () => {
    const [first, second] = await Promise.allSettled([tab.takeSnapshot(page, null), tab.takeSnapshot(page, null)]);
    assert.equal(first.status, 'fulfilled');
    assert.equal(second.status === 'rejected' && second.reason.code, 'snapshot-running');
    assert.deepEqual(await states(), ['complete']);
    await tab.takeSnapshot(page, null);
  });

  it('takes a snapshot that is asked for while the timeline is being written when that is done, and tells of both', async () => {
    await tab.startRecording({ ...none, timeline: defaultTimeline }, page, false);
    const written = hold('HeapProfiler.stopTrackingHeapObjects');
    const stop = tab.stopRecording();
    await settle();
    browser.fire('HeapProfiler.addHeapSnapshotChunk', { chunk: '{}' });
    const snapshot = tab.takeSnapshot(page, null);
    await settle();
    assert.ok(!browser.sent.includes('HeapProfiler.takeHeapSnapshot'));
    written();
    await Promise.all([stop, snapshot]);
    assert.deepEqual(await states(), ['complete', 'complete']);
    assert.deepEqual(new Set(told), new Set([undefined, 'allocation timeline', 'heap snapshot']));
  });
});
