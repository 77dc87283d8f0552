import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { BrowserConnection } from '../../../background/connection/browser-connection.ts';
import type { ConnectHost } from '../../../background/connection/connect.ts';
import { approvalLimit } from '../../../background/connection/connect.ts';
import type { ServiceName } from '../../../background/messages.ts';
import type { ConnectionState } from '../../../src/messages/contract.ts';
import { FakeBrowserSocket } from '../../support/fake-browser-socket.ts';
import { ManualClock, settle } from '../../support/manual-clock.ts';

const inspected = 'TARGET-OF-THE-TAB';
const versionOfPortFlag = () => Response.json({ webSocketDebuggerUrl: 'ws://localhost/devtools/browser/a-guid' });
const versionInApprovalMode = () => new Response('', { status: 404 });

describe('connecting to the browser', () => {
  let clock: ManualClock;
  let sockets: FakeBrowserSocket[];
  let services: ServiceName[];
  let answerVersion: () => Response | Promise<Response>;
  let connection: BrowserConnection;
  let opened: Promise<FakeBrowserSocket>;
  let asked: AbortSignal;

  beforeEach(() => {
    clock = new ManualClock();
    sockets = [];
    services = [];
    answerVersion = versionInApprovalMode;
    let tellOpened: (socket: FakeBrowserSocket) => void;
    opened = new Promise(resolve => {
      tellOpened = resolve;
    });
    const host: ConnectHost = {
      clock,
      callService: async name => {
        services.push(name);
        return null as never;
      },
      fetch: async (_url, { signal }) => {
        asked = signal;
        return await answerVersion();
      },
      openSocket: url => {
        const socket = new FakeBrowserSocket(url)
          .answer('Target.getTargets', { targetInfos: [{ targetId: inspected }] })
          .answer('Browser.getVersion', { product: 'Chrome/156' });
        sockets.push(socket);
        tellOpened(socket);
        return socket as unknown as WebSocket;
      },
    };
    connection = new BrowserConnection(host);
  });

  const failure = (state: ConnectionState) => (state.kind === 'off' ? state.reason?.code : state.kind);

  it('is connected when the user allows it, and takes the origin rule back after the handshake', async () => {
    const attempt = connection.connect(9222, inspected);
    const socket = await opened;
    assert.deepEqual(services, ['allow-socket']);
    socket.onopen?.();
    await attempt;
    assert.deepEqual(connection.state, { kind: 'connected', port: 9222, mode: 'approval', browser: 'Chrome/156' });
    assert.equal(socket.url, 'ws://127.0.0.1:9222/devtools/browser');
    assert.deepEqual(services, ['allow-socket', 'forbid-socket']);
  });

  it('needs no approval where the browser was started with a port', async () => {
    answerVersion = versionOfPortFlag;
    const attempt = connection.connect(9333, inspected);
    const socket = await opened;
    assert.equal(socket.url, 'ws://127.0.0.1:9333/devtools/browser/a-guid');
    socket.onopen?.();
    await attempt;
    assert.deepEqual(connection.state, { kind: 'connected', port: 9333, mode: 'port-flag', browser: 'Chrome/156' });
  });

  it('says so when nothing listens, without opening a socket', async () => {
    answerVersion = () => Promise.reject(new TypeError('Failed to fetch'));
    await connection.connect(9222, inspected);
    assert.equal(failure(connection.state), 'port-silent');
    assert.equal(sockets.length, 0);
    assert.deepEqual(services, []);
  });

  it('says so when another program listens', async () => {
    answerVersion = () => new Response('hello');
    await connection.connect(9222, inspected);
    assert.equal(failure(connection.state), 'port-not-a-browser');
  });

  it('hangs up when the port belongs to another browser', async () => {
    const attempt = connection.connect(9222, inspected);
    const socket = await opened;
    socket.answer('Target.getTargets', { targetInfos: [{ targetId: 'ANOTHER' }] });
    socket.onopen?.();
    await attempt;
    assert.equal(failure(connection.state), 'port-other-browser');
    assert.equal(socket.closed, true);
    assert.equal(connection.transport, null);
  });

  it('tells Cancel from a browser that refuses at once', async () => {
    const attempt = connection.connect(9222, inspected);
    const socket = await opened;
    clock.pass(3000);
    socket.onerror?.();
    await attempt;
    assert.equal(failure(connection.state), 'approval-denied');
    assert.deepEqual(services, ['allow-socket', 'forbid-socket']);
  });

  it('takes a refusal that no person could have given for another program', async () => {
    const attempt = connection.connect(9222, inspected);
    (await opened).onerror?.();
    await attempt;
    assert.equal(failure(connection.state), 'port-not-a-browser');
  });

  it('does not wait for a port that takes the question and stays silent', async () => {
    answerVersion = () => new Promise((_, reject) => asked.addEventListener('abort', () => reject(asked.reason)));
    const attempt = connection.connect(9222, inspected);
    await clock.advance(3_000);
    await attempt;
    assert.equal(failure(connection.state), 'port-silent');
  });

  it('gives up when nobody answers for a minute, and closes the socket', async () => {
    const attempt = connection.connect(9222, inspected);
    const socket = await opened;
    await clock.advance(approvalLimit);
    await attempt;
    assert.equal(failure(connection.state), 'approval-timeout');
    assert.equal(socket.closed, true);
    assert.deepEqual(services, ['allow-socket', 'forbid-socket']);
  });

  it('can be cancelled while Chrome asks, which is no failure', async () => {
    const attempt = connection.connect(9222, inspected);
    const socket = await opened;
    connection.disconnect();
    await attempt;
    assert.deepEqual(connection.state, { kind: 'off', reason: null });
    assert.equal(socket.closed, true);
  });

  it('stays disconnected when it is cancelled in the moment in which Chrome lets it in', async () => {
    const attempt = connection.connect(9222, inspected);
    const socket = await opened;
    socket.onopen?.();
    connection.disconnect();
    await attempt;
    assert.deepEqual(connection.state, { kind: 'off', reason: null });
    assert.equal(connection.transport, null);
    assert.equal(socket.closed, true);
  });

  it('can be cancelled while the browser that let it in stays silent', async () => {
    const attempt = connection.connect(9222, inspected);
    const socket = await opened;
    socket.answer('Target.getTargets', undefined);
    socket.onopen?.();
    await settle();
    connection.disconnect();
    await attempt;
    assert.deepEqual(connection.state, { kind: 'off', reason: null });
    assert.equal(socket.closed, true);
  });

  it('tells those who use it whether it was lost or ended on purpose', async () => {
    const attempt = connection.connect(9222, inspected);
    (await opened).onopen?.();
    await attempt;
    const reasons: string[] = [];
    connection.transport?.onClose(reason => reasons.push(reason));
    connection.disconnect();
    assert.deepEqual(reasons, ['disconnected']);
  });

  it('says so when the connection is lost, and does not try again by itself', async () => {
    const attempt = connection.connect(9222, inspected);
    const socket = await opened;
    socket.onopen?.();
    await attempt;
    const pending = connection.transport?.send(null, 'Target.setDiscoverTargets', { discover: true });
    socket.onclose?.();
    await assert.rejects(async () => pending, { code: 'session-closed' });
    assert.equal(failure(connection.state), 'connection-lost');
    assert.equal(sockets.length, 1);
  });
});
