import type { ComponentChildren } from 'preact';
import {
  type CoverageOptions,
  defaultCoverage,
  defaultCpu,
  defaultSampling,
  defaultTimeline,
  defaultUsage,
  type RecordingOptions,
  type SamplingOptions,
} from '../../../src/recording/options.ts';
import { type Bytes, bytes, microseconds } from '../../../src/units.ts';
import { instrumentTexts } from './instrument-texts.ts';
import { NeedsAccess } from './needs-access.tsx';

export interface WhatOptionsProps {
  readonly options: RecordingOptions;
  /** Whether a recording is running: options are those of the next one. */
  readonly recording: boolean;
  onChange(options: RecordingOptions): void;
}

const samplingIntervals: readonly Bytes[] = [1, 4, 16, 32, 64, 128, 512].map(kilobytes => bytes(kilobytes * 1024));
const cpuIntervals = [100, 200, 500, 1000, 5000].map(microseconds);

/** A checkbox per instrument with what it shows, what it costs the page, and its options. */
export function WhatOptions({ options, recording, onChange }: WhatOptionsProps) {
  const { sampling, timeline, cpu, usage, coverage } = options;
  const change = (changed: Partial<RecordingOptions>) => onChange({ ...options, ...changed });
  const changeSampling = (changed: Partial<SamplingOptions>) =>
    sampling && change({ sampling: { ...sampling, ...changed } });
  const changeCoverage = (changed: Partial<CoverageOptions>) =>
    coverage && change({ coverage: { ...coverage, ...changed } });
  return (
    <div class="what-options">
      {recording && <p class="hint">Changes are for the next recording.</p>}
      <InstrumentBox
        kind="allocation-sampling"
        on={sampling !== null}
        onToggle={on => change({ sampling: on ? defaultSampling : null })}
      >
        {sampling && (
          <>
            <Choice
              label="Sampling interval"
              value={sampling.interval}
              choices={intervalsWith(sampling.interval).map(value => [value, `${value / 1024} KB`])}
              onChange={value => changeSampling({ interval: bytes(value) })}
            />
            <Choice
              label="Stack depth"
              value={sampling.stackDepth}
              choices={[8, 16, 32, 64, 128].map(value => [value, String(value)])}
              onChange={stackDepth => changeSampling({ stackDepth })}
            />
            <Check
              label="Include objects collected by major GC"
              on={sampling.includeCollectedByMajorGC}
              onToggle={on => changeSampling({ includeCollectedByMajorGC: on })}
            />
            <Check
              label="Include objects collected by minor GC"
              on={sampling.includeCollectedByMinorGC}
              onToggle={on => changeSampling({ includeCollectedByMinorGC: on })}
            />
            {(sampling.includeCollectedByMajorGC || sampling.includeCollectedByMinorGC) && (
              <p class="hint">
                Collected objects stay in the picture: it then shows what was allocated, not what is alive.
              </p>
            )}
          </>
        )}
      </InstrumentBox>
      <InstrumentBox
        kind="allocation-timeline"
        on={timeline !== null}
        onToggle={on => change({ timeline: on ? defaultTimeline : null })}
      >
        {timeline && (
          <Check label="Allocation stacks" on={timeline.stacks} onToggle={stacks => change({ timeline: { stacks } })} />
        )}
      </InstrumentBox>
      <InstrumentBox kind="cpu-profile" on={cpu !== null} onToggle={on => change({ cpu: on ? defaultCpu : null })}>
        {cpu && (
          <Choice
            label="CPU interval"
            value={cpu.interval}
            choices={cpuIntervals.map(value => [value, value < 1000 ? `${value} µs` : `${value / 1000} ms`])}
            onChange={value => change({ cpu: { ...cpu, interval: microseconds(value) } })}
          />
        )}
      </InstrumentBox>
      <InstrumentBox
        kind="heap-usage"
        on={usage !== null}
        onToggle={on => change({ usage: on ? defaultUsage : null })}
      />
      <InstrumentBox
        kind="coverage"
        on={coverage !== null}
        onToggle={on => change({ coverage: on ? defaultCoverage : null })}
      >
        {coverage && (
          <>
            <Check
              label="Blocks within functions"
              on={coverage.detailed}
              onToggle={detailed => changeCoverage({ detailed })}
            />
            <Check
              label="Count executions"
              on={coverage.callCount}
              onToggle={callCount => changeCoverage({ callCount })}
            />
            <Check
              label="Let V8 report by itself, too"
              on={coverage.triggeredUpdates}
              onToggle={triggeredUpdates => changeCoverage({ triggeredUpdates })}
            />
          </>
        )}
      </InstrumentBox>
    </div>
  );
}

/** The intervals to choose from, and the one that is chosen: size classes may have recommended another. */
function intervalsWith(chosen: Bytes): readonly Bytes[] {
  return [...new Set([...samplingIntervals, chosen])].sort((a, b) => a - b);
}

interface InstrumentBoxProps {
  readonly kind: keyof typeof instrumentTexts;
  readonly on: boolean;
  readonly children?: ComponentChildren;
  onToggle(on: boolean): void;
}

function InstrumentBox({ kind, on, onToggle, children }: InstrumentBoxProps) {
  const { label, shows, costs } = instrumentTexts[kind];
  return (
    <section class="what-instrument">
      <label class="checkbox">
        <input
          type="checkbox"
          aria-label={label}
          checked={on}
          onChange={event => onToggle(event.currentTarget.checked)}
        />
        <span>
          {label}
          <br />
          <small>
            {shows} · {costs}
          </small>
        </span>
      </label>
      <NeedsAccess kind={kind} />
      {children && <div class="what-details">{children}</div>}
    </section>
  );
}

interface CheckProps {
  readonly label: string;
  readonly on: boolean;
  onToggle(on: boolean): void;
}

function Check({ label, on, onToggle }: CheckProps) {
  return (
    <label class="checkbox">
      <input type="checkbox" checked={on} onChange={event => onToggle(event.currentTarget.checked)} />
      {label}
    </label>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: number;
  readonly choices: readonly (readonly [value: number, label: string])[];
  onChange(value: number): void;
}

function Choice({ label, value, choices, onChange }: ChoiceProps) {
  return (
    <label class="what-choice">
      {label}
      <select class="select" value={value} onChange={event => onChange(Number(event.currentTarget.value))}>
        {choices.map(([choice, text]) => (
          <option key={choice} value={choice}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
