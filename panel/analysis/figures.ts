import type { RecordingModel } from '../../src/recording/recording-model.ts';
import { bytes } from '../../src/units.ts';
import type { RecordingFigures } from './contract.ts';

/** The figures of the status line. */
export function figuresOf(model: RecordingModel, missingBytes: number): RecordingFigures {
  const last = model.lastUsage;
  return {
    samples: model.sampleCount,
    relativeError: model.relativeError,
    sampledBytes: bytes(model.estimatedLiveBytes),
    usedBytes: last?.used ?? null,
    domNodes: last?.domNodes ?? null,
    listeners: last?.listeners ?? null,
    documents: last?.documents ?? null,
    pollEvery: model.pollEvery,
    cpuSamples: model.cpuSampleCount,
    missingBytes,
  };
}
