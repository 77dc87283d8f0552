import type { HistoryReader } from '../../src/recording/history/reader.ts';
import type { IsolateFigures } from '../../src/recording/isolate-figures.ts';
import { relativeError } from '../../src/recording/sampling-error.ts';
import type { UsageColumns } from '../../src/recording/usage-model.ts';
import { type Bytes, bytes, type Milliseconds } from '../../src/units.ts';
import type { RecordingFigures } from './contract.ts';

/** The figures of the status line, of the present. */
export function figuresOf(figures: IsolateFigures, missingBytes: number): RecordingFigures {
  const { sampleCount, estimatedLiveBytes, lastUsage, pollEvery, cpuSampleCount } = figures;
  return {
    ...sampled(sampleCount, estimatedLiveBytes),
    ...measured(figure => lastUsage?.[figure] ?? null),
    pollEvery,
    cpuSamples: cpuSampleCount,
    missingBytes,
  };
}

/**
 * The same at a moment of the past.
 * @param history null where nothing was sampled.
 * @param known samples alive at the moment, where they have been counted.
 */
export function figuresAt(
  moment: Milliseconds,
  { figures, usage }: { readonly figures: RecordingFigures; readonly usage: UsageColumns },
  history: HistoryReader | null,
  known?: number,
): RecordingFigures {
  const samples = known ?? history?.snapshotAt(moment).samples.reduce((sum, count) => sum + count, 0) ?? 0;
  const reading = nearest(usage.time, moment);
  return {
    ...figures,
    ...sampled(samples, history?.liveBytesAt(moment) ?? bytes(0)),
    ...measured(figure => usage[figure][reading] ?? null),
  };
}

function sampled(samples: number, sampledBytes: Bytes) {
  return { samples, relativeError: relativeError(samples), sampledBytes };
}

/** Index of the time that is nearest to a moment: half a second before it, the heap may have been quite another. -1 of none. */
function nearest(times: Float64Array, moment: number): number {
  const before = times.findLastIndex(time => time <= moment);
  const after = before + 1;
  if (before === -1 || after === times.length) return Math.min(Math.max(before, 0), times.length - 1);
  return moment - (times[before] as number) <= (times[after] as number) - moment ? before : after;
}

/** @param figure what a reading of heap usage says; null where there is none. */
function measured(figure: (name: keyof UsageColumns) => number | null) {
  const size = (name: keyof UsageColumns) => figure(name) as Bytes | null;
  return {
    usedBytes: size('used'),
    backingStorageBytes: size('backingStorage'),
    embedderBytes: size('embedder'),
    domNodes: figure('domNodes'),
    listeners: figure('listeners'),
    documents: figure('documents'),
  };
}
