import { type Bytes, bytes, type Microseconds, type Milliseconds, microseconds, milliseconds } from '../units.ts';
import type { InstrumentKind } from './rows.ts';

export interface SamplingOptions {
  /** Average distance between samples (Poisson), in bytes. */
  readonly interval: Bytes;
  /** Frames kept per stack, 1 to 128. */
  readonly stackDepth: number;
  readonly includeCollectedByMajorGC: boolean;
  readonly includeCollectedByMinorGC: boolean;
  /** Share of the page's time that polling may cost, 0 to 1. */
  readonly budget: number;
}
export interface TimelineOptions {
  readonly stacks: boolean;
}
export interface CpuOptions {
  readonly interval: Microseconds;
  /** How often the profile is read while it runs: each turn loses about 6 ms. */
  readonly turn: Milliseconds;
}
export interface UsageOptions {
  readonly every: Milliseconds;
}

export interface CoverageOptions {
  /** Counts how often, instead of whether at all. */
  readonly callCount: boolean;
  /** Blocks within functions, not functions alone. */
  readonly detailed: boolean;
  /** Lets V8 send what it has by itself, at its own occasions (`preciseCoverageDeltaUpdate`). */
  readonly triggeredUpdates: boolean;
  readonly every: Milliseconds;
}

/** What a recording records: an instrument that is on has its options here. */
export interface RecordingOptions {
  readonly sampling: SamplingOptions | null;
  readonly timeline: TimelineOptions | null;
  readonly cpu: CpuOptions | null;
  readonly usage: UsageOptions | null;
  readonly coverage: CoverageOptions | null;
}

export const defaultSampling: SamplingOptions = {
  interval: bytes(32 * 1024),
  stackDepth: 128,
  includeCollectedByMajorGC: false,
  includeCollectedByMinorGC: false,
  budget: 0.02,
};
export const defaultTimeline: TimelineOptions = { stacks: false };
export const defaultCpu: CpuOptions = { interval: microseconds(1000), turn: milliseconds(2000) };
export const defaultUsage: UsageOptions = { every: milliseconds(500) };
export const defaultCoverage: CoverageOptions = {
  callCount: true,
  detailed: true,
  triggeredUpdates: true,
  every: milliseconds(1000),
};
export const defaultRecording: RecordingOptions = {
  sampling: defaultSampling,
  timeline: null,
  cpu: null,
  usage: defaultUsage,
  coverage: null,
};

export function instrumentsOf(options: RecordingOptions): InstrumentKind[] {
  const kinds: InstrumentKind[] = [];
  if (options.sampling) kinds.push('allocation-sampling');
  if (options.timeline) kinds.push('allocation-timeline');
  if (options.cpu) kinds.push('cpu-profile');
  if (options.usage) kinds.push('heap-usage');
  if (options.coverage) kinds.push('coverage');
  return kinds;
}
