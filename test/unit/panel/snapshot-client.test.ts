import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import * as Comlink from 'comlink';
import type { Outcome } from '../../../panel/outcome.ts';
import type { SnapshotFile } from '../../../panel/snapshot-worker/contract.ts';
import { SnapshotClient, type SnapshotPhase } from '../../../panel/state/snapshot-client.ts';
import { HeapscopeError, reportOf } from '../../../src/errors/heapscope-error.ts';
import type { Outlook } from '../../../src/snapshot/memory/outlook.ts';
import type { SnapshotSummary } from '../../../src/snapshot/summary/snapshot-summary.ts';
import { bytes } from '../../../src/units.ts';
import { until } from '../../support/until.ts';

const file: SnapshotFile = { captureId: 'one', name: 'profile.heapsnapshot' };
const gigabyte = 2 ** 30;
const outlook: Outlook = {
  nodeCount: 3,
  edgeCount: 2,
  byteLength: null,
  needed: bytes(2 * gigabyte),
  kept: bytes(gigabyte),
  forIds: bytes(1000),
};
const summary: SnapshotSummary = { nodeCount: 3, edgeCount: 2, totalSize: bytes(9), classes: [] };
const memoryShort = new HeapscopeError('memory-short', { file: file.name, problem: 'Array buffer allocation failed' });

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** Has the clients of a test meet a worker that looks, summarises and opens like this, in a computer of so many GB. */
function meet(deviceMemory: number, looked: Outcome<Outlook | null>): { opened: number } {
  const calls = { opened: 0 };
  const api = {
    look: async () => looked,
    summarize: async () => ({ ok: true, value: summary }),
    open: async () => {
      calls.opened++;
      return { ok: false, error: reportOf(memoryShort) };
    },
  };
  class FakeWorker {
    constructor() {
      const { port1, port2 } = new MessageChannel();
      ports.push(port1, port2);
      Comlink.expose(api, port2);
      Object.assign(port1, { terminate: () => port1.close() });
      // biome-ignore lint/correctness/noConstructorReturn: a port is the only end of a channel that Node has without a thread.
      return port1 as unknown as FakeWorker;
    }
  }
  Object.defineProperty(globalThis, 'Worker', { value: FakeWorker, configurable: true });
  Object.defineProperty(globalThis, 'navigator', { value: { deviceMemory }, configurable: true });
  return calls;
}

async function phaseOf<Kind extends SnapshotPhase['kind']>(client: SnapshotClient, kind: Kind) {
  await until(`the phase ${kind}`, async () => client.phase.value.kind === kind);
  return client.phase.value as Extract<SnapshotPhase, { kind: Kind }>;
}

describe('a snapshot that is to be opened', () => {
  it('is asked about when it takes more than half of the memory', async () => {
    const calls = meet(3, { ok: true, value: outlook });
    const { memory, ...question } = await phaseOf(new SnapshotClient(file), 'asking');
    assert.deepEqual(question, { kind: 'asking', outlook, open: 0 });
    assert.equal(memory.total, 3 * gigabyte);
    assert.equal(calls.opened, 0);
  });

  it('is opened without a question when it takes less, and when its head says nothing', async () => {
    for (const value of [{ ...outlook, needed: bytes(gigabyte) }, null]) {
      const calls = meet(3, { ok: true, value });
      await phaseOf(new SnapshotClient(file), 'failed');
      assert.equal(calls.opened, 1);
    }
  });

  it('fails with what is known of the error when there is no memory, and becomes a summary then', async () => {
    meet(3, { ok: true, value: outlook });
    const client = new SnapshotClient(file);
    await phaseOf(client, 'asking');
    void client.openWhole();
    const { error } = await phaseOf(client, 'failed');
    assert.equal(error.code, 'memory-short');
    assert.match(error.sentence, /not enough memory to open profile\.heapsnapshot/);
    void client.summarize();
    assert.deepEqual(await phaseOf(client, 'summary'), { kind: 'summary', summary });
  });

  it('is let go of while it is asked about', async () => {
    meet(3, { ok: true, value: outlook });
    const client = new SnapshotClient(file);
    await phaseOf(client, 'asking');
    client.cancel();
    await phaseOf(client, 'cancelled');
  });
});
