import type { IsolateFigures } from '../../src/recording/isolate-figures.ts';
import { relativeError } from '../../src/recording/sampling-error.ts';
import type { RecordingFigures } from './contract.ts';

/** The figures of the status line. */
export function figuresOf(figures: IsolateFigures, missingBytes: number): RecordingFigures {
  const last = figures.lastUsage;
  return {
    samples: figures.sampleCount,
    relativeError: relativeError(figures.sampleCount),
    sampledBytes: figures.estimatedLiveBytes,
    usedBytes: last?.used ?? null,
    domNodes: last?.domNodes ?? null,
    listeners: last?.listeners ?? null,
    documents: last?.documents ?? null,
    pollEvery: figures.pollEvery,
    cpuSamples: figures.cpuSampleCount,
    missingBytes,
  };
}
