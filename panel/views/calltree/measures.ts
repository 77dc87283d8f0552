import type { RecordingOptions } from '../../../src/recording/options.ts';
import type { Milliseconds } from '../../../src/units.ts';
import type { Measure, ShownWeight } from '../../analysis/contract.ts';
import { clockLabel } from '../../widgets/time-strip/clock-label.ts';

type Shown = Pick<ShownWeight, 'period' | 'isNow' | 'base' | 'normalised'>;

export interface NameOptions {
  /** What was collected stays in the profile. */
  readonly keepsCollected: boolean;
  /** The moment that is looked at; null for the present. */
  readonly moment: Milliseconds | null;
  /** Whether the recording still runs. */
  readonly runs: boolean;
}

/** What a measure is called. The words are the same wherever it is shown. */
export function measureName(measure: Measure, { keepsCollected, moment, runs }: NameOptions): string {
  if (measure !== 'live') return names[measure];
  const what = keepsCollected ? 'Allocated' : 'Live';
  if (moment !== null) return `${what} at ${clockLabel(moment, 10)}`;
  return runs ? `${what} now` : `${what} at the end`;
}

const names: Record<Exclude<Measure, 'live'>, string> = {
  allocated: 'Allocated in range',
  collected: 'Collected in range',
  kept: 'Kept of range',
  change: 'Change A→B',
  cpu: 'CPU time',
};

/**
 * What V8 leaves out of every reading of its sampling profile: what was allocated after the one before and is collected already, unless
 * it was told to include both what the minor and what the major collections took. Null options are those of who does not tell.
 */
function unseen(options: RecordingOptions | null): string {
  const text = ', but not what came and went between two readings';
  if (!options?.sampling) return `${text} unless objects collected by GC were included`;
  const { includeCollectedByMajorGC, includeCollectedByMinorGC } = options.sampling;
  return includeCollectedByMajorGC && includeCollectedByMinorGC ? '' : text;
}

/** What the picture shows, and of when: one sentence for the legend. @param options of the recording; null where they are not known. */
export function measureLegend(
  measure: Measure,
  { period, isNow, normalised }: Shown,
  options: RecordingOptions | null,
): string {
  const [from, to] = [clockLabel(period.from, 10), clockLabel(period.to, 10)];
  switch (measure) {
    case 'live':
      return isNow ? 'Live: allocated and not collected' : `Live at ${to}: allocated before and not collected by then`;
    case 'allocated':
      return `Allocated from ${from} to ${to}, whatever became of it${unseen(options)}`;
    case 'collected':
      return `Collected from ${from} to ${to}, whenever it was allocated`;
    case 'kept':
      return `Kept: allocated from ${from} to ${to} and still live at ${to}`;
    case 'change':
      return normalised
        ? `Change of shares from A (${from}) to B (${to}): live at A scaled to the total at B`
        : `Change from A (${from}) to B (${to}): live at B less live at A`;
    case 'cpu':
      return `CPU time from ${from} to ${to}`;
  }
}

/** What a comparison with another capture shows, as `measureLegend`. @param name of the other capture. */
export function comparisonLegend(measure: Measure, { period, normalised }: Shown, name: string): string {
  const [from, to] = [clockLabel(period.from, 10), clockLabel(period.to, 10)];
  const time = measure === 'live' ? `at ${to}` : `${from} – ${to}`;
  const sides = `from ${name} (all of it) to this capture (${time})`;
  const what = comparedNames[measure];
  return normalised
    ? `${what}, change of shares ${sides}: the other scaled to the total of this`
    : `${what}, change ${sides}`;
}

const comparedNames: Record<Measure, string> = {
  live: 'Live',
  allocated: 'Allocated',
  collected: 'Collected',
  kept: 'Kept',
  change: 'Change',
  cpu: 'CPU time',
};
