import type { RecordingOptions } from '../recording/options.ts';
import { AllocationSampling } from './allocation-sampling.ts';
import { AllocationTimeline, type TimelineSinks } from './allocation-timeline.ts';
import { CpuProfile } from './cpu-profile.ts';
import { HeapUsage } from './heap-usage.ts';
import type { Instrument, InstrumentContext } from './instrument.ts';

/** The instruments that `options` ask for, not yet started, in the order in which they should be. */
export function createInstruments(
  options: RecordingOptions,
  context: InstrumentContext,
  sinks: TimelineSinks,
): Instrument[] {
  const { usage, sampling, timeline, cpu } = options;
  const instruments: Instrument[] = [];
  if (usage) instruments.push(new HeapUsage(usage, context));
  if (sampling) instruments.push(new AllocationSampling(sampling, context));
  if (timeline) instruments.push(new AllocationTimeline(timeline, context, sinks));
  if (cpu) instruments.push(new CpuProfile(cpu, context));
  return instruments;
}
