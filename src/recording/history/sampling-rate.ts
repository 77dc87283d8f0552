import type { Bytes } from '../../units.ts';
import type { SamplingOptions } from '../options.ts';

/** How V8 chose what it recorded. */
export interface SamplingRate extends SamplingOptions {
  /** Whether what was collected stays in the profile, so that it is a sum of allocations and nothing ever leaves. */
  readonly keepsCollected: boolean;
  /** The probability that an object of so many bytes is sampled: 1 - exp(-size / interval). */
  probability(size: Bytes): number;
  /** How many objects of so many bytes a sample stands for, on average; 0 for no bytes, which are never sampled. */
  scale(size: Bytes): number;
}

export function samplingRateOf(options: SamplingOptions): SamplingRate {
  const probability = (size: Bytes) => -Math.expm1(-size / options.interval);
  return {
    ...options,
    keepsCollected: options.includeCollectedByMajorGC || options.includeCollectedByMinorGC,
    probability,
    scale: size => (size > 0 ? 1 / probability(size) : 0),
  };
}
