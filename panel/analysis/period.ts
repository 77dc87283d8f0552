import type { TimeRange } from '../../src/recording/history/windows.ts';
import { type Milliseconds, milliseconds } from '../../src/units.ts';
import type { ViewRequest } from './contract.ts';

type Times = Pick<ViewRequest, 'measure' | 'range' | 'moment'>;

/** The moment that figures and live bytes are of; null for now. */
export function momentOf({ range, moment }: Omit<Times, 'measure'>): Milliseconds | null {
  return moment ?? range?.to ?? null;
}

/** The time that a view is of. For live bytes its end is the moment. @param duration of the recording so far. */
export function periodOf(view: Times, duration: Milliseconds): TimeRange {
  if (view.measure === 'live') return { from: milliseconds(0), to: momentOf(view) ?? duration };
  return view.range ?? { from: milliseconds(0), to: duration };
}

/** Whether the present alone does not answer a view. */
export function looksBack(view: Times): boolean {
  return momentOf(view) !== null || (view.measure !== 'live' && view.measure !== 'cpu');
}
