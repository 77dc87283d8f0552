import { Column } from '../calltree/column.ts';
import { milliseconds } from '../units.ts';
import type { OfOneIsolate, TimelineRow } from './rows.ts';

/** The fragments of an allocation timeline as columns, in order of time. Fragment 0 is the heap as it was before. */
export interface TimelineColumns {
  /** For each fragment, when it began and ended, in milliseconds since the start of the recording. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** For each fragment, the most bytes it ever held: what was allocated in it, up to what V8 collected within its 50 ms. */
  readonly allocated: Float64Array;
  /** For each fragment, bytes and objects of it that are alive. */
  readonly live: Float64Array;
  readonly count: Uint32Array;
}

/** More fragments than a recording of a week has: a damaged index must not ask for more. */
export const mostFragments = 2 ** 24;

/** The state of the allocation timeline after the rows so far. V8 says nothing of a fragment that was empty from the start: it is all 0. */
export class TimelineModel {
  readonly #start = new Column(Float64Array);
  readonly #end = new Column(Float64Array);
  readonly #allocated = new Column(Float64Array);
  readonly #live = new Column(Float64Array);
  readonly #count = new Column(Uint32Array);
  /** The last row with a tick: the next fragment begins there. */
  #tick: Pick<TimelineRow, 'time' | 'lastSeen'> | null = null;

  get fragmentCount(): number {
    return this.#start.length;
  }

  get lastSeen(): TimelineRow['lastSeen'] {
    return this.#tick?.lastSeen ?? null;
  }

  /** @throws RangeError for a fragment index beyond all reason. */
  apply(row: OfOneIsolate<TimelineRow>): void {
    for (let i = 0; i < row.fragment.length; i++) {
      const fragment = row.fragment[i] as number;
      const size = row.size[i] ?? 0;
      this.#makeUpTo(fragment, row);
      this.#live.set(fragment, size);
      this.#count.set(fragment, row.count[i] ?? 0);
      this.#allocated.set(fragment, Math.max(this.#allocated.get(fragment), row.history?.allocated[i] ?? 0, size));
      if (!row.history) continue;
      this.#start.set(fragment, row.history.start[i] ?? 0);
      this.#end.set(fragment, row.history.end[i] ?? 0);
    }
    if (row.lastSeen) this.#tick = { time: row.time, lastSeen: row.lastSeen };
  }

  /** Valid until the next row. */
  columns(): TimelineColumns {
    return {
      start: this.#start.view(),
      end: this.#end.view(),
      allocated: this.#allocated.view(),
      live: this.#live.view(),
      count: this.#count.view(),
    };
  }

  catchUp(): OfOneIsolate<TimelineRow>[] {
    if (this.fragmentCount === 0 && !this.#tick) return [];
    const fragment = Uint32Array.from({ length: this.fragmentCount }, (_, index) => index);
    const history = { start: this.#start.copy(), end: this.#end.copy(), allocated: this.#allocated.copy() };
    const { time, lastSeen } = this.#tick ?? { time: milliseconds(0), lastSeen: null };
    const figures = { fragment, count: this.#count.copy(), size: this.#live.copy() };
    return [{ kind: 'allocation-timeline', time, ...figures, lastSeen, history }];
  }

  #makeUpTo(fragment: number, { time }: OfOneIsolate<TimelineRow>): void {
    if (fragment >= mostFragments) throw new RangeError(`fragment ${fragment}`);
    while (this.#start.length <= fragment) {
      this.#start.push(Math.min(this.#tick?.time ?? 0, time));
      this.#end.push(time);
      this.#allocated.push(0);
      this.#live.push(0);
      this.#count.push(0);
    }
  }
}
