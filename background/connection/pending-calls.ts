import type { Clock } from '../../src/clock.ts';
import { HeapscopeError } from '../../src/errors/heapscope-error.ts';
import { milliseconds } from '../../src/units.ts';
import type { SessionId } from './transport.ts';

interface PendingCall {
  readonly session: SessionId | null;
  readonly method: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  lastHeard: number;
}

/** Taking a snapshot of a large heap is silent for its first seconds; a paused page is silent for ever. */
const silenceLimit = milliseconds(120_000);
const checkEvery = milliseconds(5_000);

/** The calls of a transport that wait for an answer. Each settles: by value, by error, or by silence. */
export class PendingCalls {
  readonly #calls = new Map<number, PendingCall>();
  #lastId = 0;
  #cancelCheck: (() => void) | null = null;

  constructor(private readonly clock: Clock) {}

  /** Registers a call and hands its number to `post`, which sends it. */
  add(session: SessionId | null, method: string, post: (id: number) => void): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { session, method, resolve, reject, lastHeard: this.clock.now() });
      this.#watch();
      try {
        post(id);
      } catch (cause) {
        this.#take(id)?.reject(new HeapscopeError('session-closed', { method }, { cause }));
      }
    });
  }

  resolve(id: number, value: unknown): void {
    this.#take(id)?.resolve(value);
  }

  refuse(id: number, message: string): void {
    const call = this.#take(id);
    call?.reject(new HeapscopeError('protocol-error', { method: call.method, message }));
  }

  reject(id: number, error: unknown): void {
    this.#take(id)?.reject(error);
  }

  /** An event of a session shows that it is alive: its calls wait on. */
  heard(session: SessionId | null): void {
    const now = this.clock.now();
    for (const call of this.#calls.values()) if (call.session === session) call.lastHeard = now;
  }

  /** Rejects the calls of one session, or of all when `session` is undefined. */
  close(session?: SessionId): void {
    for (const [id, call] of [...this.#calls]) {
      if (session !== undefined && call.session !== session) continue;
      this.#take(id)?.reject(new HeapscopeError('session-closed', { method: call.method }));
    }
  }

  #take(id: number): PendingCall | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (this.#calls.size === 0) {
      this.#cancelCheck?.();
      this.#cancelCheck = null;
    }
    return call;
  }

  #watch(): void {
    this.#cancelCheck ??= this.clock.after(checkEvery, () => {
      this.#cancelCheck = null;
      const now = this.clock.now();
      for (const [id, call] of [...this.#calls]) {
        if (now - call.lastHeard < silenceLimit) continue;
        const details = { method: call.method, seconds: silenceLimit / 1000 };
        this.#take(id)?.reject(new HeapscopeError('command-timeout', details));
      }
      if (this.#calls.size > 0) this.#watch();
    });
  }
}
