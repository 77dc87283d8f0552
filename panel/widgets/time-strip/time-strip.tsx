import './time-strip.css';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { rangeForKey, type TimeRange } from './brush.ts';
import { clockLabel } from './clock-label.ts';
import { TimePlot, type TimeStripData } from './time-plot.ts';

export type { TimeMark, TimeSeries, TimeStripData } from './time-plot.ts';
export type { TimeRange };

export interface TimeStripProps {
  /** Accessible name of the canvas. */
  readonly label: string;
  /** A new object whenever there is more to show; its number of series stays the same. */
  readonly data: TimeStripData;
  formatValue(value: number): string;
  /** What the parts of a bar are called in the legend. */
  readonly barLabels: { readonly live: string; readonly released: string };
  /** The selected range in milliseconds since the start; null for none. */
  readonly brush: TimeRange | null;
  onBrush(range: TimeRange | null): void;
}

interface Hover {
  readonly index: number | null;
  readonly time: number;
  readonly left: number;
}

/** Values over time with a range to select: by dragging, or with the keys on the two edges. */
export function TimeStrip(props: TimeStripProps) {
  const { data, brush, label } = props;
  const container = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [plot, setPlot] = useState<TimePlot | null>(null);
  const [hover, setHover] = useState<Hover | null>(null);
  const [, setLayout] = useState('');

  useLayoutEffect(() => {
    if (!container.current) return;
    const created = new TimePlot(
      {
        container: container.current,
        label,
        formatValue: value => latest.current.formatValue(value),
        onBrush: range => latest.current.onBrush(range),
        onHover: setHover,
        onDraw: setLayout,
      },
      latest.current.data,
    );
    setPlot(created);
    return () => created.dispose();
  }, [label]);
  useLayoutEffect(() => plot?.update(data), [plot, data]);
  useLayoutEffect(() => plot?.setBrush(brush), [plot, brush]);

  return (
    <div class="time-strip">
      <div ref={container} class="time-strip-plot" />
      <Legend {...props} index={hover?.index ?? data.length - 1} />
      {plot && <BrushEdges plot={plot} brush={brush} onBrush={props.onBrush} />}
      {plot && hover && <MarkLabel plot={plot} data={data} time={hover.time} />}
    </div>
  );
}

function Legend({ data, index, formatValue, barLabels }: TimeStripProps & { readonly index: number }) {
  return (
    <div class="time-strip-legend">
      {data.series.map(({ label, values, main }) => (
        <span key={label}>
          <i class={main ? 'swatch swatch-line' : 'swatch swatch-line-soft'} />
          {label} {index >= 0 && index < data.length ? formatValue(values[index] ?? 0) : '–'}
        </span>
      ))}
      {data.bars.length > 0 && (
        <>
          <span>
            <i class="swatch swatch-live" />
            {barLabels.live}
          </span>
          <span>
            <i class="swatch swatch-released" />
            {barLabels.released}
          </span>
        </>
      )}
    </div>
  );
}

interface BrushEdgesProps {
  readonly plot: TimePlot;
  readonly brush: TimeRange | null;
  onBrush(range: TimeRange | null): void;
}

function BrushEdges({ plot, brush, onBrush }: BrushEdgesProps) {
  const { whole, area } = plot;
  const range = brush ?? whole;
  return (
    <>
      {(['from', 'to'] as const).map(edge => (
        <div
          key={edge}
          class="time-strip-edge"
          role="slider"
          tabIndex={0}
          aria-label={edge === 'from' ? 'Start of the selected time' : 'End of the selected time'}
          aria-orientation="horizontal"
          aria-valuemin={whole.from}
          aria-valuemax={Math.round(whole.to)}
          aria-valuenow={Math.round(range[edge])}
          aria-valuetext={brush ? clockLabel(range[edge]) : 'all'}
          data-brushed={brush !== null}
          style={{ left: `${plot.leftOf(range[edge])}px`, top: `${area.top}px`, height: `${area.height}px` }}
          onKeyDown={event => {
            if (event.ctrlKey || event.metaKey || event.altKey) return;
            const cleared = brush && (event.key === 'Escape' || event.key === 'Delete' || event.key === 'Backspace');
            const next = cleared ? null : rangeForKey(event.key, event.shiftKey, edge, range, whole);
            if (!cleared && !next) return;
            event.preventDefault();
            event.stopPropagation();
            onBrush(next);
          }}
        />
      ))}
    </>
  );
}

/** Marks within this many pixels of the pointer show their label. */
const markReach = 5;

function MarkLabel({
  plot,
  data,
  time,
}: {
  readonly plot: TimePlot;
  readonly data: TimeStripData;
  readonly time: number;
}) {
  const pointer = plot.leftOf(time);
  const labels = data.marks.filter(mark => Math.abs(plot.leftOf(mark.time) - pointer) <= markReach);
  const [first] = labels;
  if (!first) return null;
  return (
    <div class="time-strip-mark" style={{ '--left': `${plot.leftOf(first.time)}px` }}>
      {labels.map(mark => `${clockLabel(mark.time)} ${mark.label}`).join(' · ')}
    </div>
  );
}
