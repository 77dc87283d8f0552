import { useMemo, useState } from 'preact/hooks';
import { milliseconds } from '../../../src/units.ts';
import type { StripUpdate } from '../../analysis/contract.ts';
import { formatBytes } from '../../widgets/format.ts';
import { type TimeRange, TimeStrip } from '../../widgets/time-strip/time-strip.tsx';
import { usePanel } from '../context.ts';
import { stripData } from './strip-data.ts';
import { TimeBar } from './time-bar.tsx';
import './strip.css';

/** The heap over time: what is selected on it, and where the playhead is, every view follows. */
export function StripView({ strip }: { readonly strip: StripUpdate }) {
  const { state, analysis, time } = usePanel();
  const [view, setView] = useState<TimeRange | null>(null);
  const peak = analysis.peak.value;
  const data = useMemo(() => stripData(strip, peak), [strip, peak]);
  const moment = state.moment.value;
  return (
    <div class="strip-view">
      <TimeStrip
        label="Heap over time"
        data={data}
        formatValue={formatBytes}
        barLabels={strip.barsAreSampled ? sampledBars : timelineBars}
        brush={state.range.value}
        onBrush={range => time.select(range && { from: milliseconds(range.from), to: milliseconds(range.to) })}
        edgeFlags={edgeFlags}
        moment={moment}
        onMoment={at => time.goTo(at === null ? null : milliseconds(Math.min(at, strip.duration)))}
        view={view}
        onView={setView}
        onKey={key => {
          const edge = key.toLowerCase();
          if (edge !== 'a' && edge !== 'b') return false;
          time.mark(edge);
          return true;
        }}
      />
      <TimeBar strip={strip} view={view} onView={setView} />
    </div>
  );
}

const timelineBars = { live: 'Still live', released: 'Collected' };
/** One bar from each poll to the next: nothing is known of the time between. */
const sampledBars = { live: 'Still live, from poll to poll', released: 'Collected' };

const edgeFlags = { from: 'A', to: 'B' };
