import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { routesFor } from '../../../background/connection/capabilities.ts';
import { Listeners } from '../../../background/connection/listeners.ts';
import type { SessionId, Transport, TransportEvent } from '../../../background/connection/transport.ts';
import { TabSession } from '../../../background/targets/tab-session.ts';
import type { ErrorCode } from '../../../src/errors/catalogue.ts';

class FakeTransport implements Transport {
  readonly sent: string[] = [];
  readonly events = new Listeners<TransportEvent>();
  readonly closed = new Listeners<ErrorCode>();

  async send(session: SessionId | null, method: string): Promise<unknown> {
    this.sent.push(`${session} ${method}`);
    return {};
  }
  onEvent(listener: (event: TransportEvent) => void) {
    return this.events.add(listener);
  }
  onClose(listener: (reason: ErrorCode) => void) {
    return this.closed.add(listener);
  }
}

const session = 'S' as SessionId;

/** A tab on a browser whose `chrome.debugger` offers the Profiler, with the socket beside it. */
function tabOnOlderBrowser() {
  const socket = new FakeTransport();
  const debug = new FakeTransport();
  const legs = { socket: { transport: socket, session }, debugger: { transport: debug, session: null } };
  return { socket, debug, tab: new TabSession(routesFor(new Set(['Profiler', 'Runtime']), true), legs) };
}

describe('routes of the protocol domains', () => {
  it('go through chrome.debugger where the browser lets them, else through the socket', () => {
    const newer = routesFor(new Set(['Runtime']), true);
    assert.deepEqual(newer, { HeapProfiler: 'socket', Profiler: 'socket', Runtime: 'socket' });
    const older = routesFor(new Set(['Profiler', 'Runtime']), true);
    assert.deepEqual(older, { HeapProfiler: 'socket', Profiler: 'debugger', Runtime: 'socket' });
  });

  it('leave what needs the socket unavailable without one', () => {
    const limited = routesFor(new Set(['Profiler', 'Runtime']), false);
    assert.deepEqual(limited, { HeapProfiler: 'unavailable', Profiler: 'debugger', Runtime: 'debugger' });
    const unknown = routesFor(null, false);
    assert.deepEqual(unknown, { HeapProfiler: 'unavailable', Profiler: 'unavailable', Runtime: 'unavailable' });
  });
});

describe('the session of a tab', () => {
  it('sends each domain its own way', async () => {
    const { socket, debug, tab } = tabOnOlderBrowser();
    await tab.send('HeapProfiler.enable');
    await tab.send('Profiler.enable');
    await tab.send('Page.enable');
    assert.deepEqual(socket.sent, ['S HeapProfiler.enable', 'S Page.enable']);
    assert.deepEqual(debug.sent, ['null Profiler.enable']);
  });

  it('hears a domain only from the way it goes, and only its own session', () => {
    const { socket, debug, tab } = tabOnOlderBrowser();
    const heard: string[] = [];
    tab.on('HeapProfiler.resetProfiles', () => heard.push('reset'));
    tab.on('Profiler.consoleProfileStarted', () => heard.push('console profile'));
    socket.events.call({ session: 'OTHER' as SessionId, method: 'HeapProfiler.resetProfiles', params: undefined });
    debug.events.call({ session: null, method: 'HeapProfiler.resetProfiles', params: undefined });
    assert.deepEqual(heard, []);
    socket.events.call({ session, method: 'HeapProfiler.resetProfiles', params: undefined });
    debug.events.call({ session: null, method: 'Profiler.consoleProfileStarted', params: {} });
    assert.deepEqual(heard, ['reset', 'console profile']);
  });

  it('ends once, with the reason of the first way that ends, and sends nothing more', async () => {
    const { socket, debug, tab } = tabOnOlderBrowser();
    let ends = 0;
    tab.onClose(() => {
      ends += 1;
    });
    debug.closed.call('debugger-cancelled');
    socket.closed.call('connection-lost');
    assert.equal(tab.endReason, 'debugger-cancelled');
    assert.equal(ends, 1);
    await assert.rejects(tab.send('Page.enable'), { code: 'session-closed' });
  });

  it('settles what a crashed page will never answer', async () => {
    const { socket, tab } = tabOnOlderBrowser();
    socket.send = () => new Promise(() => {});
    const pending = tab.send('HeapProfiler.getSamplingProfile');
    socket.events.call({ session, method: 'Inspector.targetCrashed', params: {} });
    await assert.rejects(pending, { code: 'tab-crashed' });
  });

  it('outlives a crash: what is sent fails until the page is loaded again', async () => {
    const { socket, tab } = tabOnOlderBrowser();
    socket.events.call({ session, method: 'Inspector.targetCrashed', params: {} });
    await assert.rejects(tab.send('HeapProfiler.getSamplingProfile'), { code: 'tab-crashed' });
    socket.events.call({ session, method: 'Inspector.targetReloadedAfterCrash', params: {} });
    await tab.send('HeapProfiler.getSamplingProfile');
    assert.equal(tab.endReason, null);
  });

  it('says which domain a browser does not offer', async () => {
    const debug = new FakeTransport();
    const tab = new TabSession(routesFor(new Set(['Runtime']), false), {
      socket: null,
      debugger: { transport: debug, session: null },
    });
    await assert.rejects(tab.send('HeapProfiler.enable'), { code: 'domain-unavailable', message: /HeapProfiler/ });
  });
});
