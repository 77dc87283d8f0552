import type { Clock } from '../../src/clock.ts';
import { HeapscopeError } from '../../src/errors/heapscope-error.ts';
import type { ConnectionMode } from '../../src/messages/contract.ts';
import { milliseconds, since } from '../../src/units.ts';
import type { CallService } from '../messages.ts';
import { BrowserTransport } from './browser-transport.ts';

/** The parts of the host a connection is made with; a test brings its own. */
export interface ConnectHost {
  readonly clock: Clock;
  readonly callService: CallService;
  readonly fetch: (url: string, options: { signal: AbortSignal; cache: 'no-store' }) => Promise<Response>;
  readonly openSocket: (url: string) => WebSocket;
}

export interface OpenedConnection {
  readonly transport: BrowserTransport;
  readonly browser: string;
}

/** As long as a person may look for the dialog. */
export const approvalLimit = milliseconds(60_000);
/** A browser answers at once; a port that takes the question and stays silent is none. */
const probeLimit = milliseconds(3_000);
/** A refusal that comes sooner than a person can press Cancel was no person's: measured, 1 to 3 ms. */
const quickestCancel = milliseconds(100);

/** Where a browser takes the one socket, and who approves. */
export interface Endpoint {
  readonly mode: ConnectionMode;
  readonly url: string;
}

/** Asks who listens on the port. The question itself opens no dialog. */
export async function findEndpoint(port: number, host: ConnectHost, signal: AbortSignal): Promise<Endpoint> {
  const answer = await askVersion(port, host, signal);
  if (answer.ok) {
    const path = socketPath(await answer.json().catch(() => null));
    if (!path) throw new HeapscopeError('port-not-a-browser', { port });
    return { mode: 'port-flag', url: `ws://127.0.0.1:${port}${path}` };
  }
  if (answer.status !== 404) throw new HeapscopeError('port-not-a-browser', { port });
  // In approval mode Chrome refuses /json and needs no GUID in the path.
  return { mode: 'approval', url: `ws://127.0.0.1:${port}/devtools/browser` };
}

async function askVersion(port: number, host: ConnectHost, signal: AbortSignal): Promise<Response> {
  const silence = new AbortController();
  const cancelTimer = host.clock.after(probeLimit, () => silence.abort());
  try {
    const asked = AbortSignal.any([signal, silence.signal]);
    return await host.fetch(`http://127.0.0.1:${port}/json/version`, { signal: asked, cache: 'no-store' });
  } catch (cause) {
    signal.throwIfAborted();
    throw new HeapscopeError('port-silent', { port }, { cause });
  } finally {
    cancelTimer();
  }
}

/**
 * Opens the one browser socket, for which Chrome asks the user in approval mode, and makes sure that it leads to our own browser.
 * The origin rule is in force only while the handshake lasts. When `signal` aborts, nothing stays open.
 */
export async function openConnection(
  port: number,
  endpoint: Endpoint,
  inspectedTargetId: string,
  host: ConnectHost,
  signal: AbortSignal,
): Promise<OpenedConnection> {
  const socket = await shakeHands(port, endpoint, host, signal);
  const transport = new BrowserTransport(socket, host.clock);
  const hangUp = () => transport.close();
  signal.addEventListener('abort', hangUp);
  try {
    signal.throwIfAborted();
    const { targetInfos } = (await transport.send(null, 'Target.getTargets')) as {
      targetInfos: { targetId: string }[];
    };
    if (!targetInfos.some(({ targetId }) => targetId === inspectedTargetId))
      throw new HeapscopeError('port-other-browser', { port });
    const { product } = (await transport.send(null, 'Browser.getVersion')) as { product: string };
    return { transport, browser: product };
  } catch (error) {
    transport.close();
    throw error;
  } finally {
    signal.removeEventListener('abort', hangUp);
  }
}

async function shakeHands(
  port: number,
  endpoint: Endpoint,
  host: ConnectHost,
  signal: AbortSignal,
): Promise<WebSocket> {
  await host.callService('allow-socket', { port });
  try {
    signal.throwIfAborted();
    return await openedSocket(port, endpoint, host, signal);
  } finally {
    await host.callService('forbid-socket', {});
  }
}

function openedSocket(port: number, endpoint: Endpoint, host: ConnectHost, signal: AbortSignal): Promise<WebSocket> {
  const asked = host.clock.now();
  const socket = host.openSocket(endpoint.url);
  return new Promise<WebSocket>((resolve, reject) => {
    const settle = (outcome: () => void) => {
      cancelTimer();
      signal.removeEventListener('abort', aborted);
      socket.onopen = socket.onerror = socket.onclose = null;
      outcome();
    };
    const give = (error: unknown) =>
      settle(() => {
        socket.close();
        reject(error);
      });
    const aborted = () => give(signal.reason);
    const cancelTimer = host.clock.after(approvalLimit, () =>
      give(new HeapscopeError('approval-timeout', { seconds: approvalLimit / 1000 })),
    );
    signal.addEventListener('abort', aborted);
    socket.onopen = () => settle(() => resolve(socket));
    socket.onerror = () => give(refusal(port, endpoint.mode, since(asked, host.clock.now())));
    socket.onclose = socket.onerror;
  });
}

function refusal(port: number, mode: ConnectionMode, waited: number): HeapscopeError {
  if (mode === 'port-flag') return new HeapscopeError('connection-refused', { port });
  return new HeapscopeError(waited < quickestCancel ? 'port-not-a-browser' : 'approval-denied', { port });
}

/** The path of the browser's socket in the answer of `/json/version`; null when there is none that looks like one. */
function socketPath(version: unknown): string | null {
  const url =
    typeof version === 'object' && version && 'webSocketDebuggerUrl' in version ? version.webSocketDebuggerUrl : '';
  return /^ws:\/\/[^/]+(\/devtools\/browser\/[\w-]+)$/.exec(String(url))?.[1] ?? null;
}
