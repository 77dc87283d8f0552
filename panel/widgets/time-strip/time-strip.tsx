// biome-ignore-all lint/a11y/useSemanticElements: a fieldset is for the fields of a form
import './time-strip.css';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { rangeForKey, type TimeRange, timeForKey } from './brush.ts';
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
  /** What the parts of a bar are called in the legend; `released` where the data tell of it. */
  readonly barLabels: { readonly live: string; readonly released?: string };
  /** The selected range in milliseconds since the start; null for none. */
  readonly brush: TimeRange | null;
  onBrush(range: TimeRange | null): void;
  /** What the edges of the selected range are called on the strip; nothing unless told. */
  readonly edgeFlags?: { readonly from: string; readonly to: string };
  /** Where the playhead is; null when it is at the end and goes on with it. Without this there is none. */
  readonly moment?: number | null;
  onMoment?(time: number | null): void;
  /** The part of the time axis in view; null for all of it. */
  readonly view?: TimeRange | null;
  onView?(view: TimeRange | null): void;
  /** A key was pressed on the strip that it has no use for itself. */
  onKey?(key: string): boolean;
}

interface Hover {
  readonly index: number | null;
  readonly time: number;
  readonly left: number;
}

/** Values over time with a range to select: by dragging, or with the keys on the two edges. */
export function TimeStrip(props: TimeStripProps) {
  const { data, brush, label, view = null, moment } = props;
  const container = useRef<HTMLDivElement>(null);
  const playhead = useRef<HTMLDivElement>(null);
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
        onMoment: time => latest.current.onMoment?.(time),
        // The plot itself takes no focus, and keys go where that is.
        onRelease: () => playhead.current?.focus({ preventScroll: true }),
        onView: view => latest.current.onView?.(view),
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
  useLayoutEffect(() => plot?.setView(view), [plot, view]);

  return (
    <div
      class="time-strip"
      role="group"
      aria-label={`${label}: time`}
      onKeyDown={event => {
        if (event.ctrlKey || event.metaKey || event.altKey || !props.onKey?.(event.key)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <Legend {...props} index={hover?.index ?? data.length - 1} />
      <div class="time-strip-body">
        <div ref={container} class="time-strip-plot" />
        {plot && <BrushEdges plot={plot} brush={brush} flags={props.edgeFlags} onBrush={props.onBrush} />}
        {plot && moment !== undefined && (
          <Playhead
            element={playhead}
            plot={plot}
            moment={moment}
            end={data.end}
            onMoment={time => props.onMoment?.(time)}
          />
        )}
        {plot && hover && <MarkLabel plot={plot} data={data} time={hover.time} />}
      </div>
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
          {barLabels.released && (
            <span>
              <i class="swatch swatch-released" />
              {barLabels.released}
            </span>
          )}
        </>
      )}
    </div>
  );
}

interface BrushEdgesProps {
  readonly plot: TimePlot;
  readonly brush: TimeRange | null;
  readonly flags: TimeStripProps['edgeFlags'];
  onBrush(range: TimeRange | null): void;
}

function BrushEdges({ plot, brush, flags, onBrush }: BrushEdgesProps) {
  const { whole, view, area } = plot;
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
          aria-valuetext={brush ? clockLabel(range[edge], 1) : 'all'}
          data-brushed={brush !== null && plot.shows(range[edge])}
          style={{
            left: `${plot.leftOf(Math.max(view.from, Math.min(view.to, range[edge])))}px`,
            top: `${area.top}px`,
            height: `${area.height}px`,
          }}
          onKeyDown={event => {
            if (event.ctrlKey || event.metaKey || event.altKey) return;
            const cleared = brush && (event.key === 'Escape' || event.key === 'Delete' || event.key === 'Backspace');
            const next = cleared ? null : rangeForKey(event.key, event.shiftKey, edge, range, whole);
            if (!cleared && !next) return;
            event.preventDefault();
            event.stopPropagation();
            onBrush(next);
          }}
        >
          {brush && flags && plot.shows(range[edge]) && <span class="time-strip-flag">{flags[edge]}</span>}
        </div>
      ))}
    </>
  );
}

/** The label of the playhead stands on its left where there is not so much room on its right, in pixels. */
const momentWidth = 60;

interface PlayheadProps {
  readonly element: RefObject<HTMLDivElement | null>;
  readonly plot: TimePlot;
  readonly moment: number | null;
  /** Where the playhead stands while it is at no moment. */
  readonly end: number;
  onMoment(time: number | null): void;
}

function Playhead({ element, plot, moment, end, onMoment }: PlayheadProps) {
  const { whole, view, area } = plot;
  const time = moment ?? end;
  const left = plot.leftOf(Math.max(view.from, Math.min(view.to, time)));
  return (
    <div
      ref={element}
      class="time-strip-playhead"
      role="slider"
      tabIndex={0}
      aria-label="Moment"
      aria-orientation="horizontal"
      aria-valuemin={whole.from}
      aria-valuemax={Math.round(whole.to)}
      aria-valuenow={Math.round(time)}
      aria-valuetext={moment === null ? 'now' : clockLabel(moment, 1)}
      data-set={moment !== null}
      data-side={left > plot.width - momentWidth ? 'left' : 'right'}
      style={{ left: `${left}px`, height: `${area.top + area.height}px` }}
      onPointerDown={event => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={event => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) onMoment(plot.timeAt(event.clientX));
      }}
      onDblClick={() => onMoment(null)}
      onKeyDown={event => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const cleared =
          moment !== null && (event.key === 'Escape' || event.key === 'Delete' || event.key === 'Backspace');
        const next = cleared ? null : timeForKey(event.key, event.shiftKey, time, { from: whole.from, to: end });
        if (!cleared && next === null) return;
        event.preventDefault();
        event.stopPropagation();
        onMoment(next);
      }}
    >
      {moment !== null && <span class="time-strip-moment">{clockLabel(moment, 10)}</span>}
    </div>
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
