import type { Clock } from '../../src/clock.ts';
import type { Milliseconds } from '../../src/units.ts';

/** Spaces updates. The next waits until the panel has taken the last: a slow panel gets fewer, never a queue. */
export class Pacer {
  /** How soon the next is wanted; null when there is nothing new. */
  #wanted: Milliseconds | null = null;
  #sending = false;
  #cancelTimer = () => {};

  constructor(
    private readonly clock: Pick<Clock, 'after'>,
    private readonly send: () => Promise<void>,
  ) {}

  /** Asks for an update in `delay`, or sooner when one is on its way already. */
  ask(delay: Milliseconds): void {
    if (this.#wanted !== null && this.#wanted <= delay) return;
    this.#wanted = delay;
    if (!this.#sending) this.#wait();
  }

  #wait(): void {
    this.#cancelTimer();
    if (this.#wanted !== null) this.#cancelTimer = this.clock.after(this.#wanted, () => void this.#run());
  }

  async #run(): Promise<void> {
    this.#wanted = null;
    this.#sending = true;
    try {
      await this.send();
    } finally {
      this.#sending = false;
      this.#wait();
    }
  }
}
