import uPlot from 'uplot';
import { onThemeChange, readColours } from '../../widgets/theme.ts';
import { clockLabel } from '../../widgets/time-strip/clock-label.ts';
import { binaryIncrements } from '../../widgets/time-strip/time-plot.ts';

export interface PlotData {
  /** Milliseconds since the start. */
  readonly time: Float64Array;
  /** For each curve, its values. */
  readonly curves: readonly Float64Array[];
  /** When the playhead is; null for nowhere. */
  readonly moment: number | null;
}

export interface PlotChartOptions {
  /** Accessible name of the canvas. */
  readonly label: string;
  /** Charts with the same key show the same time under the pointer. */
  readonly syncKey: string;
  readonly unit: 'bytes' | 'share';
  /** Highest value of the axis at least. */
  readonly least: number;
  /** Whether the times are written below. */
  readonly hasTimes: boolean;
  /** Whether the curves are drawn in the colours of the targets, or as the total. */
  readonly isTotal: boolean;
  format(value: number): string;
  /** The pointer is over this index of the data; null for nowhere. */
  onHover(index: number | null): void;
  onClick(time: number): void;
}

const curveColours = ['plot-1', 'plot-2', 'plot-3', 'plot-4', 'plot-5', 'plot-6'] as const;
const colourNames = [
  ...curveColours,
  'data-line',
  'data-fill',
  'data-grid',
  'text-subtle',
  'brush-edge',
  'font',
] as const;
/** Curves differ in their dashes, too. */
export const dashes: readonly (readonly number[])[] = [[], [8, 3], [2, 2], [8, 3, 2, 3], [12, 4], [4, 4]];

const steps = uPlot.paths.stepped?.({ align: 1 });

/** One of the aligned plots. Made anew when the number of curves changes. */
export class PlotChart {
  readonly #plot: uPlot;
  readonly #ends: (() => void)[] = [];
  #colours: Record<(typeof colourNames)[number], string>;
  #moment: number | null = null;

  constructor(
    private readonly container: HTMLElement,
    private readonly options: PlotChartOptions,
    curveCount: number,
  ) {
    this.#colours = readColours(container, colourNames);
    this.#plot = new uPlot(this.#uplotOptions(curveCount), [[]] as unknown as uPlot.AlignedData, container);
    const { canvas } = this.#plot.ctx;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', options.label);
    const resizes = new ResizeObserver(() =>
      this.#plot.setSize({ width: Math.max(1, container.clientWidth), height: Math.max(1, container.clientHeight) }),
    );
    resizes.observe(container);
    this.#ends.push(
      () => resizes.disconnect(),
      () => this.#plot.destroy(),
      onThemeChange(() => {
        this.#colours = readColours(container, colourNames);
        this.#plot.redraw();
      }),
    );
  }

  update({ time, curves, moment }: PlotData): void {
    this.#moment = moment;
    this.#plot.setData([time, ...curves] as uPlot.AlignedData);
  }

  dispose(): void {
    for (const end of this.#ends) end();
  }

  #uplotOptions(curveCount: number): uPlot.Options {
    const { format, unit, least, hasTimes, isTotal, syncKey } = this.options;
    const axis = {
      stroke: () => this.#colours['text-subtle'],
      font: `10px ${this.#colours.font}`,
      grid: { stroke: () => this.#colours['data-grid'], width: 1 },
      ticks: { show: false },
    };
    return {
      width: Math.max(1, this.container.clientWidth),
      height: Math.max(1, this.container.clientHeight),
      padding: [14, 14, hasTimes ? 0 : 4, 0],
      legend: { show: false },
      scales: {
        x: { time: false },
        y: { range: (_, __, highest) => [0, Math.max(least, (highest ?? 0) * 1.08)] },
      },
      axes: [
        {
          ...axis,
          size: hasTimes ? 16 : 0,
          gap: 2,
          space: 70,
          values: (_, splits) => splits.map(time => (hasTimes ? clockLabel(time) : '')),
        },
        {
          ...axis,
          size: 60,
          gap: 4,
          space: 20,
          ...(unit === 'bytes' && { incrs: binaryIncrements }),
          values: (_, splits) => splits.map(value => (value === 0 ? '' : format(value))),
        },
      ],
      series: [{}, ...Array.from({ length: curveCount }, (_, curve) => this.#series(curve, isTotal))],
      cursor: {
        y: false,
        points: { show: false },
        drag: { x: false, y: false },
        sync: { key: syncKey },
        bind: {
          click: plot => () => {
            if (plot.cursor.left !== undefined && plot.cursor.left >= 0)
              this.options.onClick(plot.posToVal(plot.cursor.left, 'x'));
            return null;
          },
        },
      },
      hooks: {
        draw: [plot => this.#drawMoment(plot)],
        setCursor: [plot => this.options.onHover(plot.cursor.idx ?? null)],
      },
    };
  }

  #series(curve: number, isTotal: boolean): uPlot.Series {
    const colour = isTotal ? 'data-line' : (curveColours[curve % curveColours.length] ?? 'data-line');
    return {
      points: { show: false },
      // What is alive is known at a poll, and stays so until the next that says otherwise.
      ...(steps && { paths: steps }),
      width: 1.5,
      stroke: () => this.#colours[colour],
      dash: isTotal ? [] : [...(dashes[curve % dashes.length] ?? [])],
      ...(isTotal && { fill: () => this.#colours['data-fill'] }),
    };
  }

  #drawMoment(plot: uPlot): void {
    if (this.#moment === null) return;
    const { top, height } = plot.bbox;
    plot.ctx.fillStyle = this.#colours['brush-edge'];
    plot.ctx.fillRect(Math.round(plot.valToPos(this.#moment, 'x', true)), top, devicePixelRatio, height);
  }
}
