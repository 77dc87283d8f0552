import type { History } from './history.ts';
import { LiveState } from './live-state.ts';

/** Replaying so many events takes well under the 16 ms of a frame. */
const fewestEventsBetween = 100_000;

/**
 * Whole states along the events, so that any moment is one of them and the few events after it.
 * They stand at least twice as many events apart as there are stacks, so that all of them together take less room than the events.
 */
export class KeyFrames {
  readonly #frames: LiveState[] = [];

  constructor(private readonly history: History) {}

  get count(): number {
    return this.#frames.length;
  }

  /** Keeps a copy of a state that has moved on far enough since the last. */
  offer(state: LiveState): void {
    const spacing = Math.max(fewestEventsBetween, 2 * this.history.stacks.count);
    if (state.event >= (this.#frames.at(-1)?.event ?? 0) + spacing) this.#frames.push(state.copy());
  }

  /** What is alive after the first `event` events. */
  stateAfter(event: number): LiveState {
    const { stacks, events } = this.history;
    const state = this.#before(event)?.copy(stacks.count) ?? LiveState.empty(stacks.count);
    state.moveTo(event, events, stacks.count);
    return state;
  }

  #before(event: number): LiveState | undefined {
    return this.#frames.findLast(frame => frame.event <= event);
  }
}
