import type { CommandName, CommandParams, EventName, EventParams } from '../cdp/target-session.ts';
import { HeapscopeError } from '../errors/heapscope-error.ts';
import type { Milliseconds } from '../units.ts';
import type { InstrumentContext } from './instrument.ts';

/** Chrome refuses a command or two while a page moves to another process; more in a row means that it is over. */
const refusalsBorne = 2;

/**
 * What a running instrument holds (listeners, its timer) and lets go of at once when it ends, however it ends.
 * A session that closes ends it with one call of the context's `fail`.
 */
export class RunScope {
  #releases: (() => void)[] = [];
  #cancelTimer: () => void = () => {};
  #open = true;
  #refusals = 0;

  constructor(private readonly context: InstrumentContext) {
    this.own(context.session.onClose(() => this.fail(new HeapscopeError('session-closed', { method: 'recording' }))));
  }

  get open(): boolean {
    return this.#open;
  }

  own(release: () => void): void {
    if (this.#open) this.#releases.push(release);
    else release();
  }

  on<Name extends EventName>(event: Name, listener: (params: EventParams<Name>) => void): void {
    this.own(this.context.session.on(event, listener));
  }

  /** Runs `task` once after `delay`, in place of the task that waits now. */
  after(delay: Milliseconds, task: () => void): void {
    this.#cancelTimer();
    if (this.#open) this.#cancelTimer = this.context.clock.after(delay, task);
  }

  answered(): void {
    this.#refusals = 0;
  }

  /** Takes a refused poll. Returns false when that was one too many and the run has failed. */
  bear(error: unknown): boolean {
    if (!this.#open) return false;
    // V8 goes on where it was when the page is loaded again.
    if (error instanceof HeapscopeError && error.code === 'tab-crashed') return true;
    if (isRefusal(error) && this.#refusals++ < refusalsBorne) return true;
    this.fail(error);
    return false;
  }

  fail(error: unknown): void {
    if (!this.#open) return;
    this.end();
    this.context.fail(error);
  }

  end(): void {
    this.#open = false;
    this.#cancelTimer();
    const releases = this.#releases;
    this.#releases = [];
    for (const release of releases) release();
  }

  /** Sends a command whose failure changes nothing, such as turning off what may be off already. */
  async sendQuietly<Name extends CommandName>(method: Name, ...params: CommandParams<Name>): Promise<void> {
    await this.context.session.send(method, ...params).catch(() => undefined);
  }
}

/** Whether the browser answered with an error, as opposed to a session that ended. */
export function isRefusal(error: unknown): boolean {
  return error instanceof HeapscopeError && error.code === 'protocol-error';
}
