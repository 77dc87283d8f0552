import type { Clock } from '../../src/clock.ts';
import type { ErrorCode } from '../../src/errors/catalogue.ts';
import { Listeners } from './listeners.ts';
import { PendingCalls } from './pending-calls.ts';
import type { SessionId, Transport, TransportEvent } from './transport.ts';

/** What of a WebSocket the transport uses. */
export type Socket = Pick<WebSocket, 'send' | 'close' | 'onmessage' | 'onclose'>;

interface IncomingMessage {
  readonly id?: number;
  readonly sessionId?: SessionId;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string; readonly data?: string };
}

/** The one approved browser socket: every tab is a flat session on it (CDP `Target.attachToTarget{flatten}`). */
export class BrowserTransport implements Transport {
  readonly #calls: PendingCalls;
  readonly #events = new Listeners<TransportEvent>();
  readonly #closed = new Listeners<ErrorCode>();
  #open = true;

  constructor(
    private readonly socket: Socket,
    clock: Clock,
  ) {
    this.#calls = new PendingCalls(clock);
    socket.onmessage = message => this.#receive(JSON.parse(String(message.data)));
    socket.onclose = () => this.#end('connection-lost');
  }

  send(session: SessionId | null, method: string, params?: object): Promise<unknown> {
    return this.#calls.add(session, method, id => {
      if (!this.#open) throw new Error('The socket is closed.');
      this.socket.send(JSON.stringify({ id, method, params, sessionId: session ?? undefined }));
    });
  }

  onEvent(listener: (event: TransportEvent) => void): () => void {
    return this.#events.add(listener);
  }

  onClose(listener: (reason: ErrorCode) => void): () => void {
    return this.#closed.add(listener);
  }

  close(): void {
    this.socket.close();
    this.#end('disconnected');
  }

  #receive(message: IncomingMessage): void {
    const session = message.sessionId ?? null;
    if (message.id === undefined) {
      if (message.method === undefined) return;
      if (message.method === 'Target.detachedFromTarget') this.#calls.close(sessionOf(message.params));
      else this.#calls.heard(session);
      this.#events.call({ session, method: message.method, params: message.params });
    } else if (message.error) {
      this.#calls.refuse(message.id, [message.error.message, message.error.data].filter(Boolean).join(' '));
    } else {
      this.#calls.resolve(message.id, message.result);
    }
  }

  #end(reason: ErrorCode): void {
    if (!this.#open) return;
    this.#open = false;
    this.#calls.close();
    this.#closed.call(reason);
  }
}

/** The session that a `Target.detachedFromTarget` event is about. */
export function sessionOf(params: unknown): SessionId {
  return (params as { sessionId: SessionId }).sessionId;
}
