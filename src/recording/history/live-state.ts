import { type EventLog, none } from './event-log.ts';

/** What is alive after some events: per stack, bytes and samples. */
export interface Live {
  /** For each stack, bytes alive. */
  readonly bytes: Float64Array;
  /** For each stack, samples alive. */
  readonly samples: Int32Array;
}

/** What is alive, moved forward through the events. */
export class LiveState implements Live {
  #bytes: Float64Array;
  #samples: Int32Array;
  #event: number;

  private constructor(bytes: Float64Array, samples: Int32Array, event: number) {
    this.#bytes = bytes;
    this.#samples = samples;
    this.#event = event;
  }

  static empty(stacks: number): LiveState {
    return new LiveState(new Float64Array(stacks), new Int32Array(stacks), 0);
  }

  get bytes(): Float64Array {
    return this.#bytes;
  }

  get samples(): Int32Array {
    return this.#samples;
  }

  /** Number of events that are in it. */
  get event(): number {
    return this.#event;
  }

  /** A state of its own; later moves of this one do not reach it. @param stacks how many it has room for. */
  copy(stacks = this.#bytes.length): LiveState {
    return new LiveState(widened(this.#bytes, stacks), widened(this.#samples, stacks), this.#event);
  }

  /** Applies the events up to `event`. @param stacks how many there are by now. */
  moveTo(event: number, log: EventLog, stacks: number): void {
    if (stacks > this.#bytes.length) {
      this.#bytes = widened(this.#bytes, Math.max(stacks, this.#bytes.length * 2));
      this.#samples = widened(this.#samples, this.#bytes.length);
    }
    const { stack, size, sample } = log;
    const bytes = this.#bytes;
    const samples = this.#samples;
    for (let at = this.#event; at < event; at++) {
      const on = stack[at] as number;
      const change = size[at] as number;
      bytes[on] = (bytes[on] as number) + change;
      if (sample[at] !== none) samples[on] = (samples[on] as number) + (change > 0 ? 1 : -1);
    }
    this.#event = Math.max(this.#event, event);
  }
}

function widened<Values extends Float64Array | Int32Array>(values: Values, length: number): Values {
  const wider = new (values.constructor as new (length: number) => Values)(Math.max(length, values.length));
  wider.set(values);
  return wider;
}
