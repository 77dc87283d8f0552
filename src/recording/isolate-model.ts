import { assertNever } from '../assert-never.ts';
import type { CallTree } from '../calltree/call-tree.ts';
import { type Bytes, bytes, type IsolateIndex, type Milliseconds } from '../units.ts';
import { CoverageModel } from './coverage-model.ts';
import { CpuModel } from './cpu-model.ts';
import type { TimeRange } from './history/windows.ts';
import type { CpuLines, IsolateFigures } from './isolate-figures.ts';
import type { IsolateName, IsolateRow, MeasuredRow, OfOneIsolate, Row, UsageRow } from './rows.ts';
import { SamplingModel } from './sampling-model.ts';
import { type TimelineColumns, TimelineModel } from './timeline-model.ts';
import { type UsageColumns, UsageModel } from './usage-model.ts';

/** One isolate of a recording, as its rows tell it. Applying a row costs as much as the row is long. */
export class IsolateModel implements IsolateFigures {
  readonly #sampling = new SamplingModel();
  readonly #timeline = new TimelineModel();
  readonly #cpu = new CpuModel();
  readonly #usage = new UsageModel();
  readonly coverage = new CoverageModel();
  #joined: IsolateRow | null = null;
  #left: IsolateRow | null = null;

  constructor(
    readonly index: IsolateIndex,
    /** What a person reads; no other isolate of the recording has the same. */
    public label: string,
  ) {}

  /** @throws RangeError when the row speaks of nodes or frames that no row has brought. */
  apply(row: MeasuredRow | IsolateRow): void {
    switch (row.kind) {
      case 'allocation-sampling':
        return this.#sampling.apply(row);
      case 'allocation-timeline':
        return this.#timeline.apply(row);
      case 'cpu-profile':
        return this.#cpu.apply(row);
      case 'heap-usage':
        return this.#usage.apply(row);
      case 'coverage':
        return this.coverage.apply(row);
      case 'isolate':
        return this.#move(row);
      default:
        assertNever(row);
    }
  }

  /** Rows that bring an empty model to the state of this one: few, but for one per usage reading. */
  catchUp(): Row[] {
    const isolate = this.index;
    const measured = [
      ...this.#sampling.catchUp(),
      ...this.#timeline.catchUp(),
      ...this.#cpu.catchUp(),
      ...this.#usage.catchUp(),
      ...this.coverage.catchUp(),
    ];
    return [
      ...(this.#joined ? [this.#joined] : []),
      ...measured.map(row => ({ ...row, isolate })),
      ...(this.#left ? [this.#left] : []),
    ];
  }

  /** Null in a recording that knows only the page. */
  get name(): IsolateName | null {
    return this.#joined?.name ?? null;
  }

  /** When it left; null while it is there. */
  get leftAt(): Milliseconds | null {
    return this.#left?.time ?? null;
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

  samplingTree(): CallTree | null {
    return this.#sampling.tree();
  }

  cpuTree(range: TimeRange | null = null): CallTree | null {
    return this.#cpu.tree(range);
  }

  cpuLines(): CpuLines[] {
    return this.hasCpu ? [this.#cpu.lines()] : [];
  }

  deoptReasons(): ReadonlyMap<number, string> {
    return this.#cpu.deoptReasons();
  }

  get sampleCount(): number {
    return this.#sampling.sampleCount;
  }

  get estimatedLiveBytes(): Bytes {
    return bytes(this.#sampling.liveBytes);
  }

  get pollEvery(): Milliseconds | null {
    return this.#sampling.pollEvery;
  }

  get cpuSampleCount(): number {
    return this.#cpu.sampleCount;
  }

  get usage(): UsageColumns {
    return this.#usage.columns();
  }

  get lastUsage(): OfOneIsolate<UsageRow> | null {
    return this.#usage.last;
  }

  get timeline(): TimelineColumns {
    return this.#timeline.columns();
  }

  #move(row: IsolateRow): void {
    if (row.change === 'joined') {
      this.#joined = row;
      this.#left = null;
    } else {
      this.#left = row;
    }
  }
}
