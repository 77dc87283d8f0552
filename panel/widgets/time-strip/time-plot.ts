import 'uplot/dist/uPlot.min.css';
import uPlot from 'uplot';
import { onThemeChange, readColours, type ThemeColours } from '../theme.ts';
import { BarColumns, type TimeBars } from './aggregate-bars.ts';
import type { TimeRange } from './brush.ts';
import { clockLabel } from './clock-label.ts';
import { panned, zoomed } from './zoom.ts';

export interface TimeMark {
  /** Milliseconds since the start. */
  readonly time: number;
  readonly label: string;
}

export interface TimeSeries {
  readonly label: string;
  /** For each moment, the value; only the first `length` of the data count. */
  readonly values: Float64Array;
  /** Main series are drawn with a filled area, the others as a thin line. */
  readonly main: boolean;
}

export interface TimeStripData {
  readonly length: number;
  /** For each moment, milliseconds since the start; ascending. */
  readonly time: Float64Array;
  readonly series: readonly TimeSeries[];
  readonly bars: TimeBars;
  readonly marks: readonly TimeMark[];
  /** How far the time axis reaches at least, in milliseconds. */
  readonly end: number;
}

export interface TimePlotOptions {
  readonly container: HTMLElement;
  /** Name of the canvas. */
  readonly label: string;
  formatValue(value: number): string;
  onBrush(range: TimeRange | null): void;
  /** A place was clicked. */
  onMoment(time: number): void;
  /** A press on the plot has ended, as a click or as a drag. */
  onRelease(): void;
  /** Another part of the time axis is wanted; null for all of it. */
  onView(view: TimeRange | null): void;
  /** The pointer is over this index of the data (null: nowhere) and `time`, `left` pixels from the left of the plot. */
  onHover(hover: { readonly index: number | null; readonly time: number; readonly left: number } | null): void;
  /** The plot has been drawn; another `layout` than the last says that times have other places now. */
  onDraw(layout: string): void;
}

const colourNames = [
  'data-live',
  'data-released',
  'data-line',
  'data-line-soft',
  'data-fill',
  'data-mark',
  'data-grid',
  'text-subtle',
  'font',
] as const;
/** The time axis reaches at least this far, so that the first seconds do not jump. */
const shortestTime = 10_000;
/** Shares of the height: bars stay below the lines they explain. */
const barsHeight = 0.6;
/** Pixels above the plotting area, for the head of the playhead and the moment beside it. */
const playheadLane = 13;
/** A press that moves by less, in pixels, is a click. */
const leastDrag = 3;
const emptyData: uPlot.AlignedData = [[], []];

/** Lines, bars and marks over time on one canvas; brushing by drag. */
export class TimePlot {
  readonly #options: TimePlotOptions;
  readonly #plot: uPlot;
  readonly #columns = new BarColumns();
  readonly #ends: (() => void)[] = [];
  #colours: ThemeColours<(typeof colourNames)[number]>;
  #data: TimeStripData;
  #brush: TimeRange | null = null;
  #view: TimeRange | null = null;
  /** Where the mouse button went down, in client pixels. */
  #pressedAt = 0;

  constructor(options: TimePlotOptions, data: TimeStripData) {
    this.#options = options;
    this.#data = data;
    this.#colours = readColours(options.container, colourNames);
    this.#plot = new uPlot(this.#uplotOptions(), emptyData, options.container);
    const canvas = this.#plot.ctx.canvas;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', options.label);
    const resizes = new ResizeObserver(() => this.#fit());
    const onWheel = (event: WheelEvent) => this.#wheeled(event);
    this.#plot.over.addEventListener('wheel', onWheel, { passive: false });
    resizes.observe(options.container);
    this.#ends.push(
      () => resizes.disconnect(),
      () => this.#plot.over.removeEventListener('wheel', onWheel),
      () => this.#plot.destroy(),
      onThemeChange(() => {
        this.#colours = readColours(options.container, colourNames);
        this.#plot.redraw();
      }),
    );
    this.update(data);
  }

  /** All of the time, in milliseconds. */
  get whole(): TimeRange {
    return { from: 0, to: Math.max(shortestTime, this.#data.end, this.#data.time[this.#data.length - 1] ?? 0) };
  }

  /** The time axis from its left to its right edge. */
  get view(): TimeRange {
    return this.#view ?? this.whole;
  }

  /** Pixels from the left edge of the container. */
  leftOf(time: number): number {
    return this.#plot.bbox.left / devicePixelRatio + this.#plot.valToPos(time, 'x');
  }

  /** The moment at a place in client pixels, within what is in view. */
  timeAt(clientX: number): number {
    const { left, width } = this.#plot.over.getBoundingClientRect();
    return this.#plot.posToVal(Math.max(0, Math.min(width, clientX - left)), 'x');
  }

  /** Whether a moment is in view. */
  shows(time: number): boolean {
    const { from, to } = this.view;
    return time >= from && time <= to;
  }

  /** Width of the container in pixels. */
  get width(): number {
    return this.#options.container.clientWidth;
  }

  /** Top and height of the plotting area in the container, in pixels. */
  get area(): { top: number; height: number } {
    const { top, height } = this.#plot.bbox;
    return { top: top / devicePixelRatio, height: height / devicePixelRatio };
  }

  update(data: TimeStripData): void {
    this.#data = data;
    const values = data.series.map(series => series.values.subarray(0, data.length));
    this.#plot.batch(() => {
      this.#plot.setData([data.time.subarray(0, data.length), ...values] as uPlot.AlignedData, false);
      this.#fitTime();
    });
  }

  setView(view: TimeRange | null): void {
    this.#view = view;
    this.#fitTime();
  }

  setBrush(range: TimeRange | null): void {
    this.#brush = range;
    this.#showBrush();
  }

  dispose(): void {
    for (const end of this.#ends) end();
  }

  #uplotOptions(): uPlot.Options {
    const { container, formatValue } = this.#options;
    const grid = { stroke: () => this.#colours['data-grid'], width: 1 };
    const axis = {
      stroke: () => this.#colours['text-subtle'],
      font: `10px ${this.#colours.font}`,
      grid,
      ticks: { show: false },
    };
    return {
      width: Math.max(1, container.clientWidth),
      height: Math.max(1, container.clientHeight),
      padding: [playheadLane, 18, 0, 0],
      legend: { show: false },
      scales: {
        x: { time: false },
        y: { range: (_, __, highest) => [0, Math.max(1, (highest ?? 0) * 1.08)] },
      },
      axes: [
        {
          ...axis,
          size: 16,
          gap: 2,
          space: 70,
          values: (_, splits, __, ___, step) => splits.map(time => clockLabel(time, step)),
        },
        {
          ...axis,
          size: 56,
          gap: 4,
          space: 16,
          incrs: binaryIncrements,
          values: (_, splits) => splits.map(value => (value === 0 ? '' : formatValue(value))),
        },
      ],
      series: [{}, ...this.#data.series.map(series => this.#uplotSeries(series))],
      cursor: {
        y: false,
        points: { show: false },
        drag: { x: true, y: false, setScale: false },
        bind: {
          dblclick: () => () => this.#brushed(null),
          mousedown: (_, __, handle) => event => this.#pressed(event, handle),
          mouseup: (_, __, handle) => event => this.#released(event, handle),
        },
      },
      hooks: {
        drawClear: [plot => this.#drawBars(plot)],
        draw: [
          plot => this.#drawMarks(plot),
          () => this.#showBrush(),
          plot => this.#options.onDraw(`${plot.bbox.left} ${plot.bbox.width} ${this.view.from} ${this.view.to}`),
        ],
        setSelect: [plot => this.#selected(plot)],
        setCursor: [plot => this.#hovered(plot)],
      },
    };
  }

  #uplotSeries(series: TimeSeries): uPlot.Series {
    return {
      label: series.label,
      points: { show: false },
      width: series.main ? 1.5 : 1,
      stroke: () => this.#colours[series.main ? 'data-line' : 'data-line-soft'],
      ...(series.main && { fill: () => this.#colours['data-fill'] }),
    };
  }

  #drawBars(plot: uPlot): void {
    const { left, top, width, height } = plot.bbox;
    const columnWidth = Math.max(3, Math.round(3 * devicePixelRatio));
    const columns = this.#columns;
    const { from, to } = this.view;
    columns.aggregate(this.#data.bars, from, to, Math.max(1, Math.floor(width / columnWidth)));
    if (!(columns.peak > 0)) return;
    const scale = (height * barsHeight) / columns.peak;
    const bottom = top + height;
    plot.ctx.fillStyle = this.#colours['data-released'];
    for (let column = 0; column < columns.count; column++) {
      const barHeight = Math.ceil((columns.allocated[column] ?? 0) * scale);
      if (barHeight > 0) plot.ctx.fillRect(left + column * columnWidth, bottom - barHeight, columnWidth - 1, barHeight);
    }
    plot.ctx.fillStyle = this.#colours['data-live'];
    for (let column = 0; column < columns.count; column++) {
      const barHeight = Math.round((columns.live[column] ?? 0) * scale);
      if (barHeight > 0) plot.ctx.fillRect(left + column * columnWidth, bottom - barHeight, columnWidth - 1, barHeight);
    }
  }

  #drawMarks(plot: uPlot): void {
    const { top, height } = plot.bbox;
    const { ctx } = plot;
    ctx.save();
    ctx.strokeStyle = this.#colours['data-mark'];
    ctx.fillStyle = this.#colours['data-mark'];
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([3 * devicePixelRatio, 2 * devicePixelRatio]);
    for (const { time } of this.#data.marks) {
      if (!this.shows(time)) continue;
      const x = Math.round(plot.valToPos(time, 'x', true)) + 0.5;
      ctx.beginPath();
      ctx.moveTo(x, top);
      ctx.lineTo(x, top + height);
      ctx.stroke();
      ctx.fillRect(x - 2 * devicePixelRatio, top, 4 * devicePixelRatio, 4 * devicePixelRatio);
    }
    ctx.restore();
  }

  #selected(plot: uPlot): void {
    const { left, width } = plot.select;
    if (width < leastDrag) return;
    this.#brushed({ from: plot.posToVal(left, 'x'), to: plot.posToVal(left + width, 'x') });
  }

  #brushed(range: TimeRange | null): null {
    this.#brush = range;
    this.#options.onBrush(range);
    this.#showBrush();
    return null;
  }

  #showBrush(): void {
    const range = this.#brush;
    const inView = (time: number) => this.#plot.valToPos(Math.max(this.view.from, Math.min(this.view.to, time)), 'x');
    const left = range ? inView(range.from) : 0;
    const width = range ? Math.max(1, inView(range.to) - left) : 0;
    this.#plot.setSelect({ left, width, top: 0, height: range ? this.area.height : 0 }, false);
  }

  #fitTime(): void {
    this.#plot.setScale('x', { min: this.view.from, max: this.view.to });
  }

  #pressed(event: MouseEvent, handle: (event: MouseEvent) => void): null {
    this.#pressedAt = event.clientX;
    handle(event);
    return null;
  }

  /** A press that did not move is a click. */
  #released(event: MouseEvent, handle: (event: MouseEvent) => void): null {
    const isClick = event.button === 0 && Math.abs(event.clientX - this.#pressedAt) < leastDrag;
    handle(event);
    if (isClick && event.detail < 2) this.#options.onMoment(this.timeAt(event.clientX));
    this.#showBrush();
    this.#options.onRelease();
    return null;
  }

  #wheeled(event: WheelEvent): void {
    event.preventDefault();
    const { whole, view } = this;
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      if (this.#view) this.#options.onView(panned(view, sideways / this.#plot.over.clientWidth, whole));
    } else {
      this.#options.onView(zoomed(view, 2 ** (event.deltaY / 200), this.timeAt(event.clientX), whole));
    }
  }

  #hovered(plot: uPlot): void {
    const { left = -1, idx } = plot.cursor;
    if (left < 0) this.#options.onHover(null);
    else this.#options.onHover({ index: idx ?? null, time: plot.posToVal(left, 'x'), left });
  }

  #fit(): void {
    const { clientWidth: width, clientHeight: height } = this.#options.container;
    if (width === 0 || height === 0) return;
    this.#plot.setSize({ width, height });
  }
}

/** Steps of the value axis: 1, 2, 4 … bytes, so that labels in KB, MB and GB are whole. */
export const binaryIncrements = Array.from({ length: 45 }, (_, power) => 2 ** power);
