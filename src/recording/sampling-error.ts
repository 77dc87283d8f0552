import type { Bytes } from '../units.ts';

/** Relative standard error of a sum over `samples` samples, which come by a Poisson process: 1 / √n; 1 without any. */
export function relativeError(samples: number): number {
  return 1 / Math.sqrt(Math.max(1, samples));
}

/**
 * The most that an estimate of V8's sampling heap profiler can be off, as a relative standard error (0.1 is ± 10 %).
 *
 * An object of s bytes is sampled with probability p = 1 - exp(-s / interval) and then counts as s / p bytes
 * (`SamplingHeapProfiler::ScaleSample` in V8's src/profiler/sampling-heap-profiler.cc). For a sum of W bytes of such objects the
 * variance is W · s / (exp(s / interval) - 1), which is largest for small objects, where it is W · interval.
 */
export function relativeErrorBound(estimated: number, interval: Bytes): number {
  return estimated > 0 ? Math.sqrt(interval / estimated) : 0;
}
