import type { Clock } from '../../src/clock.ts';
import type { ErrorCode } from '../../src/errors/catalogue.ts';
import { HeapscopeError } from '../../src/errors/heapscope-error.ts';
import type { TabId } from '../../src/messages/contract.ts';
import type { CallService } from '../messages.ts';
import { Listeners } from './listeners.ts';
import { PendingCalls } from './pending-calls.ts';
import type { SessionId, Transport, TransportEvent } from './transport.ts';

/**
 * `chrome.debugger` of one tab, reached through the service worker, which alone has that API.
 * Chrome shows its bar "Heapscope started debugging this browser" from `attach` to `detach`.
 */
export class DebuggerTransport implements Transport {
  readonly #events = new Listeners<TransportEvent>();
  readonly #closed = new Listeners<ErrorCode>();
  readonly #calls: PendingCalls;
  #endReason: ErrorCode | null = null;

  constructor(
    private readonly tabId: TabId,
    private readonly callService: CallService,
    clock: Clock,
  ) {
    this.#calls = new PendingCalls(clock);
  }

  /** @throws HeapscopeError `tab-taken`, `tab-not-attachable` or `tab-not-found`, as Chrome says; why it has ended when it has meanwhile. */
  async attach(): Promise<void> {
    await this.callService('debugger-attach', { tabId: this.tabId });
    if (this.#endReason) throw new HeapscopeError(this.#endReason, { method: 'chrome.debugger.attach' });
  }

  send(_session: SessionId | null, method: string, params?: object): Promise<unknown> {
    return this.#calls.add(null, method, id => {
      if (this.#endReason) throw new Error('The debugger is detached.');
      this.callService('debugger-send', { tabId: this.tabId, method, params }).then(
        result => this.#calls.resolve(id, result),
        error => this.#calls.reject(id, error),
      );
    });
  }

  onEvent(listener: (event: TransportEvent) => void): () => void {
    return this.#events.add(listener);
  }

  onClose(listener: (reason: ErrorCode) => void): () => void {
    return this.#closed.add(listener);
  }

  async detach(): Promise<void> {
    this.ended('session-closed');
    await this.callService('debugger-detach', { tabId: this.tabId });
  }

  /** An event that the service worker got from Chrome for this tab. */
  receive(method: string, params: unknown): void {
    this.#calls.heard(null);
    this.#events.call({ session: null, method, params });
  }

  /** Chrome has detached us: everything that waits is told so. */
  ended(reason: ErrorCode): void {
    if (this.#endReason) return;
    this.#endReason = reason;
    this.#calls.close();
    this.#closed.call(reason);
  }
}
