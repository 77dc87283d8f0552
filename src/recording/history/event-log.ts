import { Column } from '../../calltree/column.ts';
import { type Bytes, bytes, type Milliseconds, milliseconds } from '../../units.ts';

/** Stands for "no sample" and "no poll" in columns of indexes. */
export const none = 0xffffffff;

/**
 * What happened to the heap, in order: bytes were allocated by a stack, or collected.
 * Events come in polls: those of one poll happened at some time since the poll before, and count from the poll's time on.
 * Costs 16 bytes per event and 8 more per sample.
 */
export class EventLog {
  readonly #stack = new Column(Uint32Array);
  readonly #size = new Column(Float64Array);
  readonly #sample = new Column(Uint32Array);
  readonly #diedIn = new Column(Uint32Array);
  readonly #allocatedBy = new Column(Uint32Array);
  readonly #pollTime = new Column(Float64Array);
  readonly #pollEnd = new Column(Uint32Array);
  readonly #pollLive = new Column(Float64Array);
  #live = 0;

  get eventCount(): number {
    return this.#stack.length;
  }

  get sampleCount(): number {
    return this.#diedIn.length;
  }

  get pollCount(): number {
    return this.#pollTime.length;
  }

  /** Time of the last poll; 0 before the first. */
  get lastTime(): Milliseconds {
    const last = this.pollCount - 1;
    return milliseconds(last < 0 ? 0 : this.#pollTime.get(last));
  }

  /** For each event, the stack that had allocated the bytes. Views are valid until the next event. */
  get stack(): Uint32Array {
    return this.#stack.view();
  }

  /** For each event, bytes: positive when they came, negative when they went. */
  get size(): Float64Array {
    return this.#size.view();
  }

  /** For each event, the sample that came or went; `none` for a correction. */
  get sample(): Uint32Array {
    return this.#sample.view();
  }

  /** For each sample, the event that allocated it. */
  get allocatedBy(): Uint32Array {
    return this.#allocatedBy.view();
  }

  /** For each sample, the poll that found it gone; `none` while it lives. */
  get diedIn(): Uint32Array {
    return this.#diedIn.view();
  }

  /** For each poll, its time in milliseconds since the start of the recording; ascending. */
  get pollTime(): Float64Array {
    return this.#pollTime.view();
  }

  /** For each poll, the number of events up to its end. */
  get pollEnd(): Uint32Array {
    this.#settlePoll();
    return this.#pollEnd.view();
  }

  /** For each poll, the bytes alive after it. */
  get pollLive(): Float64Array {
    this.#settlePoll();
    return this.#pollLive.view();
  }

  /** Begins a poll; a clock that went back stands still here. */
  beginPoll(time: Milliseconds): void {
    this.#settlePoll();
    this.#pollTime.push(Math.max(time, this.lastTime));
    this.#pollEnd.push(this.eventCount);
    this.#pollLive.push(this.#live);
  }

  /** A sample was allocated since the poll before. Returns its number. */
  allocate(stack: number, size: number): number {
    const sample = this.#diedIn.length;
    this.#diedIn.push(none);
    this.#allocatedBy.push(this.eventCount);
    this.#event(stack, size, sample);
    return sample;
  }

  /** A sample was collected since the poll before. Returns the bytes that went: none, and no event, when it was gone already. */
  collect(sample: number): Bytes {
    if (this.#diedIn.get(sample) !== none) return bytes(0);
    this.#diedIn.set(sample, this.pollCount - 1);
    const event = this.#allocatedBy.get(sample);
    const size = this.#size.get(event);
    this.#event(this.#stack.get(event), -size, sample);
    return bytes(size);
  }

  /** The same for many at once: for each, its stack and size. Returns the number of the first, from which the others count on. */
  allocateAll(stack: Uint32Array, size: Float64Array): number {
    const first = this.sampleCount;
    const event = this.eventCount;
    this.#diedIn.extend(size.length).fill(none);
    countFrom(event, this.#allocatedBy.extend(size.length));
    countFrom(first, this.#sample.extend(size.length));
    this.#stack.pushAll(stack);
    this.#size.pushAll(size);
    this.#live += sumOf(size);
    return first;
  }

  /** The same for many that live, and whose stacks and sizes are known: to look those up would take most of the time. */
  collectAll(sample: Uint32Array, stack: Uint32Array, size: Float64Array): void {
    const diedIn = this.#diedIn.view();
    for (let i = 0; i < sample.length; i++) diedIn[sample[i] as number] = this.pollCount - 1;
    const sizes = this.#size.extend(size.length);
    for (let i = 0; i < size.length; i++) sizes[i] = -(size[i] as number);
    this.#stack.pushAll(stack);
    this.#sample.pushAll(sample);
    this.#live -= sumOf(size);
  }

  /** V8 holds another opinion of what a stack keeps alive than its samples sum up to. */
  correct(stack: number, difference: number): void {
    this.#event(stack, difference, none);
  }

  /** The same for many stacks. */
  correctAll(stack: Uint32Array, difference: Float64Array): void {
    this.#stack.pushAll(stack);
    this.#size.pushAll(difference);
    this.#sample.extend(stack.length).fill(none);
    this.#live += sumOf(difference);
  }

  /** The last poll at or before `time`; -1 before the first. */
  pollAt(time: Milliseconds): number {
    let low = 0;
    let high = this.pollCount;
    const times = this.pollTime;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((times[middle] as number) <= time) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** Number of events that belong to the first polls, up to and with `poll`. */
  eventsUpTo(poll: number): number {
    return poll < 0 ? 0 : (this.pollEnd[poll] as number);
  }

  #event(stack: number, size: number, sample: number): void {
    this.#stack.push(stack);
    this.#size.push(size);
    this.#sample.push(sample);
    this.#live += size;
  }

  /** Notes of the last poll how far its events go: once, not with each of them. */
  #settlePoll(): void {
    const poll = this.pollCount - 1;
    if (poll < 0) return;
    this.#pollEnd.set(poll, this.eventCount);
    this.#pollLive.set(poll, this.#live);
  }
}

function countFrom(first: number, numbers: Uint32Array): void {
  for (let i = 0; i < numbers.length; i++) numbers[i] = first + i;
}

function sumOf(sizes: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < sizes.length; i++) sum += sizes[i] as number;
  return sum;
}
