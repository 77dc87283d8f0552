import type { StripUpdate } from '../../analysis/contract.ts';
import { IconButton } from '../../widgets/icon-button.tsx';
import { clockLabel } from '../../widgets/time-strip/clock-label.ts';
import type { TimeRange } from '../../widgets/time-strip/time-strip.tsx';
import { zoomed } from '../../widgets/time-strip/zoom.ts';
import { usePanel } from '../context.ts';
import { rangeText } from './strip-data.ts';

export interface TimeBarProps {
  readonly strip: StripUpdate;
  /** The part of the time in view; null for all of it. */
  readonly view: TimeRange | null;
  onView(view: TimeRange | null): void;
}

/** Below the strip: what is selected on it, and what else can be. */
export function TimeBar({ strip, view, onView }: TimeBarProps) {
  const { state, analysis, time } = usePanel();
  const range = state.range.value;
  const moment = state.moment.value;
  const hasPast = analysis.measures.value.includes('allocated');
  const whole = { from: 0, to: strip.duration };
  const shown = view ?? whole;
  const around = moment ?? (range ? (range.from + range.to) / 2 : (shown.from + shown.to) / 2);
  return (
    <div class="time-bar">
      <span class="time-bar-text" title={range && !strip.barsAreSampled && hasPast ? counted : undefined}>
        {range ? rangeText(strip, range) : momentText(moment)}
      </span>
      {(range || moment !== null) && (
        <button type="button" class="button plain" onClick={() => time.select(null)}>
          Clear
        </button>
      )}
      {hasPast && (
        <>
          <button
            type="button"
            class="button plain"
            title="Go to the moment at which most was alive"
            onClick={() => void time.goToPeak()}
          >
            Peak
          </button>
          {(['a', 'b'] as const).map(edge => (
            <button
              key={edge}
              type="button"
              class="button plain"
              title={`The ${edge === 'a' ? 'start' : 'end'} of the selected time is at the playhead (${edge.toUpperCase()} on the strip)`}
              onClick={() => time.mark(edge)}
            >
              <span class="toolbar-word">Set </span>
              {edge.toUpperCase()}
            </button>
          ))}
        </>
      )}
      <IconButton
        label="Zoom in on the time"
        title="Zoom in on the time (wheel on the strip)"
        sign="+"
        onPress={() => onView(zoomed(shown, 0.5, around, whole))}
      />
      <IconButton
        label="Zoom out of the time"
        title="Zoom out (wheel on the strip)"
        sign="−"
        disabled={!view}
        onPress={() => onView(zoomed(shown, 2, around, whole))}
      />
    </div>
  );
}

const counted =
  'The allocation timeline counts every object. The views below are estimated from samples, so that their sums differ';

function momentText(moment: number | null): string {
  return moment === null ? 'Drag to select a time, click to go to a moment' : `Moment ${clockLabel(moment, 1)}`;
}
