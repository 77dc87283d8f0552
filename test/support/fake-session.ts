import type {
  CommandName,
  CommandParams,
  CommandResult,
  EventName,
  EventParams,
  TargetSession,
} from '../../src/cdp/target-session.ts';
import { HeapscopeError } from '../../src/errors/heapscope-error.ts';

type Answer = (params: unknown) => unknown;

/** A session whose browser is the test: it answers by method, fires events, and remembers what was sent. */
export class FakeSession implements TargetSession {
  readonly sent: { readonly method: CommandName; readonly params: unknown }[] = [];
  readonly #answers = new Map<CommandName, Answer>();
  readonly #listeners = new Map<EventName, Set<(params: never) => void>>();
  readonly #closeListeners = new Set<() => void>();
  #pending = new Set<(error: unknown) => void>();
  #closed = false;

  /** Methods sent so far, in order. */
  get methods(): CommandName[] {
    return this.sent.map(({ method }) => method);
  }

  get listenerCount(): number {
    return [...this.#listeners.values()].reduce((sum, set) => sum + set.size, this.#closeListeners.size);
  }

  /** What `method` answers from now on; a thrown error is a refusal, a promise answers later. */
  answer<Name extends CommandName>(
    method: Name,
    answer: (params: CommandParams<Name>[0]) => CommandResult<Name> | Promise<CommandResult<Name>>,
  ): this {
    this.#answers.set(method, answer as Answer);
    return this;
  }

  refuse(method: CommandName, message = 'not here'): this {
    this.#answers.set(method, () => {
      throw new HeapscopeError('protocol-error', { method, message });
    });
    return this;
  }

  async send<Name extends CommandName>(method: Name, ...params: CommandParams<Name>): Promise<CommandResult<Name>> {
    this.sent.push({ method, params: params[0] });
    if (this.#closed) throw new HeapscopeError('session-closed', { method });
    return new Promise<CommandResult<Name>>((resolve, reject) => {
      this.#pending.add(reject);
      Promise.resolve()
        .then(() => (this.#answers.get(method) ?? (() => ({})))(params[0]) as CommandResult<Name>)
        .then(resolve, reject)
        .finally(() => this.#pending.delete(reject));
    });
  }

  on<Name extends EventName>(event: Name, listener: (params: EventParams<Name>) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners);
    listeners.add(listener as (params: never) => void);
    return () => listeners.delete(listener as (params: never) => void);
  }

  onClose(listener: () => void): () => void {
    this.#closeListeners.add(listener);
    return () => this.#closeListeners.delete(listener);
  }

  fire<Name extends EventName>(event: Name, params: EventParams<Name>): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(params as never);
  }

  /** The tab goes away: what is pending is rejected, and so is everything sent later. */
  close(): void {
    this.#closed = true;
    for (const reject of this.#pending) reject(new HeapscopeError('session-closed', { method: 'pending' }));
    for (const listener of [...this.#closeListeners]) listener();
    this.#closeListeners.clear();
  }
}
