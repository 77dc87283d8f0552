import type { CallTree } from '../calltree/call-tree.ts';
import type { Frame } from '../calltree/frame.ts';
import { TreeMerger } from '../calltree/tree-merger.ts';
import { type Bytes, bytes, type Milliseconds, milliseconds } from '../units.ts';
import type { TimeRange } from './history/windows.ts';
import type { CpuLines, IsolateFigures } from './isolate-figures.ts';
import type { IsolateModel } from './isolate-model.ts';
import { mergeTimelines } from './merged-timeline.ts';
import { mergeUsage } from './merged-usage.ts';
import type { OfOneIsolate, UsageRow } from './rows.ts';
import type { TimelineColumns } from './timeline-model.ts';
import type { UsageColumns } from './usage-model.ts';

/** All isolates of a recording together: trees with the isolate as their top frame, sums of everything else. */
export class MergedIsolates implements IsolateFigures {
  readonly #memory = new TreeMerger('bytes');
  readonly #cpu = new TreeMerger('microseconds');

  /** @param isolates grows as isolates join. */
  constructor(private readonly isolates: readonly IsolateModel[]) {}

  get hasSampling(): boolean {
    return this.isolates.some(isolate => isolate.hasSampling);
  }

  get hasCpu(): boolean {
    return this.isolates.some(isolate => isolate.hasCpu);
  }

  get hasTimeline(): boolean {
    return this.isolates.some(isolate => isolate.hasTimeline);
  }

  samplingTree(): CallTree | null {
    return merged(this.#memory, this.isolates, isolate => isolate.samplingTree());
  }

  cpuTree(range: TimeRange | null = null): CallTree | null {
    return merged(this.#cpu, this.isolates, isolate => isolate.cpuTree(range));
  }

  cpuLines(): CpuLines[] {
    return this.isolates.flatMap(isolate => isolate.cpuLines());
  }

  deoptReasons(): ReadonlyMap<number, string> {
    const reasons = new Map<number, string>();
    for (const isolate of this.isolates) {
      for (const [frame, reason] of isolate.deoptReasons()) {
        const index = this.#cpu.mergedFrame(topFrame(isolate), frame);
        if (index !== -1) reasons.set(index, reason);
      }
    }
    return reasons;
  }

  get sampleCount(): number {
    return sum(this.isolates, isolate => isolate.sampleCount);
  }

  get estimatedLiveBytes(): Bytes {
    return bytes(sum(this.isolates, isolate => isolate.estimatedLiveBytes));
  }

  get pollEvery(): Milliseconds | null {
    const all = this.isolates.map(isolate => isolate.pollEvery).filter(every => every !== null);
    return all.length > 0 ? milliseconds(Math.max(...all)) : null;
  }

  get cpuSampleCount(): number {
    return sum(this.isolates, isolate => isolate.cpuSampleCount);
  }

  get usage(): UsageColumns {
    return mergeUsage(this.isolates);
  }

  get lastUsage(): OfOneIsolate<UsageRow> | null {
    const last = this.isolates
      .filter(isolate => isolate.leftAt === null)
      .map(isolate => isolate.lastUsage)
      .filter(row => row !== null);
    if (last.length === 0) return null;
    return {
      kind: 'heap-usage',
      time: milliseconds(Math.max(...last.map(({ time }) => time))),
      used: bytes(sum(last, row => row.used)),
      total: bytes(sum(last, row => row.total)),
      embedder: bytes(sum(last, row => row.embedder)),
      backingStorage: bytes(sum(last, row => row.backingStorage)),
      documents: sum(last, row => row.documents),
      domNodes: sum(last, row => row.domNodes),
      listeners: sum(last, row => row.listeners),
    };
  }

  get timeline(): TimelineColumns {
    return mergeTimelines(this.isolates.map(isolate => isolate.timeline));
  }

  /** Whether a frame of one of the merged trees stands for an isolate. */
  isIsolateFrame(unit: CallTree['unit'], frame: number): boolean {
    return (unit === 'bytes' ? this.#memory : this.#cpu).isTop(frame);
  }
}

function merged(
  merger: TreeMerger,
  isolates: readonly IsolateModel[],
  treeOf: (isolate: IsolateModel) => CallTree | null,
): CallTree | null {
  const parts = isolates.flatMap(isolate => {
    const tree = treeOf(isolate);
    return tree ? [{ tree, top: topFrame(isolate) }] : [];
  });
  return parts.length > 0 ? merger.merge(parts) : null;
}

function topFrame({ label, name }: IsolateModel): Frame {
  return { functionName: label, url: name?.url ?? '', line: 0, column: 0 };
}

function sum<Item>(items: readonly Item[], figure: (item: Item) => number): number {
  return items.reduce((total, item) => total + figure(item), 0);
}
