import type { RecordingOptions } from '../recording/options.ts';
import { AllocationSampling } from './allocation-sampling.ts';
import { AllocationTimeline, type TimelineSinks } from './allocation-timeline.ts';
import { Coverage } from './coverage.ts';
import { CpuProfile } from './cpu-profile.ts';
import { CpuTracing } from './cpu-tracing.ts';
import { HeapUsage } from './heap-usage.ts';
import type { Instrument, InstrumentContext } from './instrument.ts';
import type { ScriptSources } from './script-sources.ts';

export interface InstrumentHelpers extends TimelineSinks {
  /** Told which scripts to keep the text of. */
  readonly sources: ScriptSources;
  /** Whether V8's profiler can be reached; else the CPU profile comes out of a trace. */
  readonly hasProfiler: boolean;
}

/** The instruments that `options` ask for, not yet started, in the order in which they should be. */
export function createInstruments(
  options: RecordingOptions,
  context: InstrumentContext,
  helpers: InstrumentHelpers,
): Instrument[] {
  const { usage, sampling, timeline, cpu, coverage } = options;
  const instruments: Instrument[] = [];
  if (usage) instruments.push(new HeapUsage(usage, context));
  if (sampling) instruments.push(new AllocationSampling(sampling, context));
  if (timeline) instruments.push(new AllocationTimeline(timeline, context, helpers));
  if (cpu) instruments.push(helpers.hasProfiler ? new CpuProfile(cpu, context) : new CpuTracing(cpu, context));
  if (coverage) instruments.push(new Coverage(coverage, context, helpers.sources));
  return instruments;
}
