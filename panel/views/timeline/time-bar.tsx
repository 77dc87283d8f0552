import type { StripUpdate } from '../../analysis/contract.ts';
import { formatBytes, formatBytesChange, formatDuration } from '../../widgets/format.ts';
import { IconButton } from '../../widgets/icon-button.tsx';
import { clockLabel } from '../../widgets/time-strip/clock-label.ts';
import type { TimeRange } from '../../widgets/time-strip/time-strip.tsx';
import { zoomed } from '../../widgets/time-strip/zoom.ts';
import { usePanel } from '../context.ts';
import { figuresOfRange } from './strip-data.ts';

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
      <span class="time-bar-text">{range ? rangeText(strip, range) : momentText(moment)}</span>
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
          <IconButton
            label="Set A"
            title="Set A, the start of the selected time, at the playhead (A on the strip)"
            sign="A"
            onPress={() => time.mark('a')}
          />
          <IconButton
            label="Set B"
            title="Set B, the end of the selected time, at the playhead (B on the strip)"
            sign="B"
            onPress={() => time.mark('b')}
          />
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

function momentText(moment: number | null): string {
  return moment === null ? 'Drag to select a time, click to go to a moment' : `Moment ${clockLabel(moment, 1)}`;
}

function rangeText(strip: StripUpdate, range: TimeRange): string {
  const { seconds, usedChange, allocated, live } = figuresOfRange(strip, range);
  const parts = [`${clockLabel(range.from, 10)} – ${clockLabel(range.to, 10)} (${formatDuration(seconds * 1000)})`];
  if (usedChange !== null) parts.push(`used heap ${formatBytesChange(usedChange)}`);
  if (allocated !== null && live !== null)
    parts.push(`${formatBytes(allocated)} allocated, ${formatBytes(live)} of it still live`);
  return parts.join(' · ');
}
