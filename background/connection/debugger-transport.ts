import type { ErrorCode } from '../../src/errors/catalogue.ts';
import { HeapscopeError } from '../../src/errors/heapscope-error.ts';
import type { TabId } from '../../src/messages/contract.ts';
import type { CallService } from '../messages.ts';
import { Listeners } from './listeners.ts';
import type { SessionId, Transport, TransportEvent } from './transport.ts';

/**
 * `chrome.debugger` of one tab, reached through the service worker, which alone has that API.
 * Chrome shows its bar "Heapscope started debugging this browser" from `attach` to `detach`.
 */
export class DebuggerTransport implements Transport {
  readonly #events = new Listeners<TransportEvent>();
  readonly #closed = new Listeners<ErrorCode>();
  #ended: ((error: HeapscopeError) => void) | null = null;
  readonly #end = new Promise<never>((_, reject) => {
    this.#ended = reject;
  });

  private constructor(
    private readonly tabId: TabId,
    private readonly callService: CallService,
  ) {
    this.#end.catch(() => {});
  }

  /** @throws HeapscopeError `tab-taken`, `tab-not-attachable` or `tab-not-found`, as Chrome says. */
  static async attach(tabId: TabId, callService: CallService): Promise<DebuggerTransport> {
    await callService('debugger-attach', { tabId });
    return new DebuggerTransport(tabId, callService);
  }

  async send(_session: SessionId | null, method: string, params?: object): Promise<unknown> {
    return await Promise.race([this.callService('debugger-send', { tabId: this.tabId, method, params }), this.#end]);
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
    this.#events.call({ session: null, method, params });
  }

  /** Chrome has detached us: everything that waits is told so. */
  ended(reason: ErrorCode): void {
    if (!this.#ended) return;
    this.#ended(new HeapscopeError('session-closed', { method: 'chrome.debugger' }));
    this.#ended = null;
    this.#closed.call(reason);
  }
}
