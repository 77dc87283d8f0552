import { HeapscopeError, reportOf } from '../../src/errors/heapscope-error.ts';
import type { ConnectionState } from '../../src/messages/contract.ts';
import type { BrowserTransport } from './browser-transport.ts';
import { type ConnectHost, findEndpoint, openConnection } from './connect.ts';
import { Listeners } from './listeners.ts';

/**
 * The one connection to the browser, shared by all tabs of all panels. Opened by a click, never retried by itself:
 * in approval mode every attempt puts a dialog in front of the user.
 */
export class BrowserConnection {
  #state: ConnectionState = { kind: 'off', reason: null };
  #transport: BrowserTransport | null = null;
  #attempt: AbortController | null = null;
  readonly #changes = new Listeners<ConnectionState>();

  constructor(private readonly host: ConnectHost) {}

  get state(): ConnectionState {
    return this.#state;
  }

  /** Null until connected. */
  get transport(): BrowserTransport | null {
    return this.#transport;
  }

  onChange(listener: (state: ConnectionState) => void): () => void {
    return this.#changes.add(listener);
  }

  /** Settles when connected or when the attempt has failed; the state tells which. A second call while one runs does nothing. */
  async connect(port: number, inspectedTargetId: string): Promise<void> {
    if (this.#attempt || this.#transport) return;
    const attempt = new AbortController();
    this.#attempt = attempt;
    const since = this.host.clock.now();
    try {
      this.#become({ kind: 'connecting', port, mode: null, since });
      const endpoint = await findEndpoint(port, this.host, attempt.signal);
      const { mode } = endpoint;
      this.#become({ kind: 'connecting', port, mode, since });
      const { transport, browser } = await openConnection(port, endpoint, inspectedTargetId, this.host, attempt.signal);
      this.#transport = transport;
      transport.onClose(() => this.#lost());
      this.#become({ kind: 'connected', port, mode, browser });
    } catch (error) {
      this.#become({ kind: 'off', reason: attempt.signal.aborted ? null : reportOf(error) });
    } finally {
      this.#attempt = null;
    }
  }

  /** Ends the connection, or the attempt to make one. */
  disconnect(): void {
    this.#attempt?.abort(new HeapscopeError('not-connected', { what: 'this' }));
    const transport = this.#transport;
    this.#transport = null;
    transport?.close();
    this.#become({ kind: 'off', reason: null });
  }

  #lost(): void {
    if (!this.#transport) return;
    this.#transport = null;
    this.#become({ kind: 'off', reason: reportOf(new HeapscopeError('connection-lost')) });
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    this.#changes.call(state);
  }
}
