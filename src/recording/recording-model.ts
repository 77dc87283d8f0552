import { assertNever } from '../assert-never.ts';
import type { CallTree } from '../calltree/call-tree.ts';
import { type Bytes, bytes, type Milliseconds, milliseconds } from '../units.ts';
import { CpuModel } from './cpu-model.ts';
import type { MarkRow, Row, TimelineRow, UsageRow } from './rows.ts';
import { SamplingModel } from './sampling-model.ts';
import { type TimelineColumns, TimelineModel } from './timeline-model.ts';
import { type UsageColumns, UsageModel } from './usage-model.ts';

/**
 * A recording as its rows tell it, live or from a log. Applying a row costs as much as the row is long.
 * Columns are handed out without a copy: they are valid until the next row.
 */
export class RecordingModel {
  readonly #sampling = new SamplingModel();
  readonly #timeline = new TimelineModel();
  readonly #cpu = new CpuModel();
  readonly #usage = new UsageModel();
  readonly #marks: MarkRow[] = [];
  #duration = milliseconds(0);

  /** @throws RangeError when the row speaks of nodes or frames that no row has brought. */
  apply(row: Row): void {
    this.#duration = milliseconds(Math.max(this.#duration, row.time));
    switch (row.kind) {
      case 'allocation-sampling':
        this.#sampling.apply(row);
        break;
      case 'allocation-timeline':
        this.#timeline.apply(row);
        break;
      case 'cpu-profile':
        this.#cpu.apply(row);
        break;
      case 'heap-usage':
        this.#usage.apply(row);
        break;
      case 'mark':
        this.#marks.push(row);
        break;
      default:
        assertNever(row);
    }
  }

  /** Rows that bring an empty model to the state of this one: few, but for one per usage reading and mark. */
  catchUp(): Row[] {
    return [
      ...this.#sampling.catchUp(),
      ...this.#timeline.catchUp(),
      ...this.#cpu.catchUp(),
      ...this.#usage.catchUp(),
      ...this.#marks,
    ];
  }

  /** Time of the latest row. */
  get duration(): Milliseconds {
    return this.#duration;
  }

  get hasSampling(): boolean {
    return this.#sampling.nodeCount > 0;
  }

  get hasCpu(): boolean {
    return this.#cpu.nodeCount > 0;
  }

  get hasTimeline(): boolean {
    return this.#timeline.fragmentCount > 0;
  }

  /** Who allocated what is alive, in bytes as V8 estimates them; null before the first poll. */
  samplingTree(): CallTree | null {
    return this.#sampling.tree();
  }

  /** Who ran, in microseconds; null before the first turn. See `CpuModel` for how samples weigh. */
  cpuTree(): CallTree | null {
    return this.#cpu.tree();
  }

  /** Samples of the sampling profile that are alive. */
  get sampleCount(): number {
    return this.#sampling.sampleCount;
  }

  /** Relative standard error of `estimatedLiveBytes`: samples come by a Poisson process, so that n of them err by 1 / √n. 1 without any. */
  get relativeError(): number {
    return 1 / Math.sqrt(Math.max(1, this.sampleCount));
  }

  /** Sum of the self sizes of the sampling profile. */
  get estimatedLiveBytes(): Bytes {
    return bytes(this.#sampling.liveBytes);
  }

  /** Time between the last two polls of the sampling profile; null before the second. */
  get pollEvery(): Milliseconds | null {
    return this.#sampling.pollEvery;
  }

  get cpuSampleCount(): number {
    return this.#cpu.sampleCount;
  }

  get usage(): UsageColumns {
    return this.#usage.columns();
  }

  get lastUsage(): UsageRow | null {
    return this.#usage.last;
  }

  get timeline(): TimelineColumns {
    return this.#timeline.columns();
  }

  /** The last heap object id of the allocation timeline, and when it was given out. */
  get lastSeen(): TimelineRow['lastSeen'] {
    return this.#timeline.lastSeen;
  }

  get marks(): readonly MarkRow[] {
    return this.#marks;
  }
}
