import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BrowserTransport, type Socket } from '../../../background/connection/browser-transport.ts';
import type { SessionId, TransportEvent } from '../../../background/connection/transport.ts';
import { milliseconds } from '../../../src/units.ts';
import { FakeBrowserSocket } from '../../support/fake-browser-socket.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const tab = 'SESSION' as SessionId;

function open() {
  const clock = new ManualClock();
  const socket = new FakeBrowserSocket('ws://127.0.0.1:9222/devtools/browser');
  return { clock, socket, transport: new BrowserTransport(socket as unknown as Socket, clock) };
}

describe('the browser socket as a transport', () => {
  it('sends commands into their session and settles each with its own answer', async () => {
    const { socket, transport } = open();
    const first = transport.send(tab, 'HeapProfiler.enable');
    const second = transport.send(null, 'Target.getTargets');
    assert.deepEqual(socket.sent, [
      { id: 1, method: 'HeapProfiler.enable', sessionId: tab },
      { id: 2, method: 'Target.getTargets' },
    ]);
    socket.receive({ id: 2, result: { targetInfos: [] } });
    socket.receive({ id: 1, sessionId: tab, result: {} });
    assert.deepEqual([await first, await second], [{}, { targetInfos: [] }]);
  });

  it('rejects a refused command with what the browser said', async () => {
    const { socket, transport } = open();
    const call = transport.send(tab, 'Profiler.start');
    socket.receive({ id: 1, sessionId: tab, error: { code: -32000, message: 'Profiler is not enabled' } });
    await assert.rejects(call, { code: 'protocol-error', message: /Profiler is not enabled/ });
  });

  it('hands events on with their session', () => {
    const { socket, transport } = open();
    const events: TransportEvent[] = [];
    transport.onEvent(event => events.push(event));
    socket.receive({ method: 'HeapProfiler.resetProfiles', params: {}, sessionId: tab });
    assert.deepEqual(events, [{ session: tab, method: 'HeapProfiler.resetProfiles', params: {} }]);
  });

  it('rejects what waits in a session that the browser has detached, and leaves other sessions alone', async () => {
    const { socket, transport } = open();
    const lost = transport.send(tab, 'HeapProfiler.enable');
    const other = transport.send('OTHER' as SessionId, 'HeapProfiler.enable');
    socket.receive({ method: 'Target.detachedFromTarget', params: { sessionId: tab } });
    await assert.rejects(lost, { code: 'session-closed' });
    socket.receive({ id: 2, sessionId: 'OTHER', result: {} });
    assert.deepEqual(await other, {});
  });

  it('gives up on a command whose session stays silent, but not on one that hears of progress', async () => {
    const { clock, socket, transport } = open();
    const silent = transport.send(tab, 'HeapProfiler.getSamplingProfile');
    const busy = transport.send('BUSY' as SessionId, 'HeapProfiler.takeHeapSnapshot');
    const expectSilence = assert.rejects(silent, { code: 'command-timeout' });
    for (let minute = 0; minute < 5; minute++) {
      await clock.advance(milliseconds(60_000));
      socket.receive({ method: 'HeapProfiler.reportHeapSnapshotProgress', params: {}, sessionId: 'BUSY' });
    }
    await expectSilence;
    socket.receive({ id: 2, sessionId: 'BUSY', result: {} });
    assert.deepEqual(await busy, {});
    assert.deepEqual(clock.waiting, []);
  });

  it('rejects everything when the socket closes, then and afterwards', async () => {
    const { socket, transport } = open();
    const reasons: string[] = [];
    transport.onClose(reason => reasons.push(reason));
    const waiting = transport.send(tab, 'HeapProfiler.enable');
    socket.onclose?.();
    socket.onclose?.();
    await assert.rejects(waiting, { code: 'session-closed' });
    await assert.rejects(transport.send(tab, 'HeapProfiler.enable'), { code: 'session-closed' });
    assert.deepEqual(reasons, ['connection-lost']);
  });
});
