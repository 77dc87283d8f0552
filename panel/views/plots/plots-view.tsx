import 'uplot/dist/uPlot.min.css';
import './plots.css';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ErrorReport } from '../../../src/errors/heapscope-error.ts';
import type { TimePlot } from '../../../src/recording/history/time-plot.ts';
import { milliseconds } from '../../../src/units.ts';
import { removePlot } from '../../state/plotted.ts';
import { formatBytes, formatPercent } from '../../widgets/format.ts';
import { NotCompared } from '../captures/not-compared.tsx';
import { usePanel } from '../context.ts';
import { PlotChart, type PlotChartOptions, type PlotData } from './plot-chart.ts';
import { PlotTable } from './plot-table.tsx';

/** What was alive of chosen functions or lines over the selected time. */
export function PlotsView() {
  return (
    <div class="app-column">
      <NotCompared what="Plots" />
      <Plots />
    </div>
  );
}

/** Total, bytes and share, one below the other. */
function Plots() {
  const { state, time } = usePanel();
  const targets = state.plotted.value;
  const { plot, error } = usePlots();
  const [hover, setHover] = useState<number | null>(null);
  const moment = state.moment.value;
  if (targets.length === 0 || error) return <Nothing error={error} />;
  if (!plot || plot.curves.length !== targets.length) return <div class="empty-state">Reading the recording</div>;
  const shared = {
    time: plot.time,
    moment,
    onHover: setHover,
    onClick: (at: number) => time.goTo(milliseconds(Math.max(0, at))),
  };
  const at = hover ?? (moment === null ? plot.time.length - 1 : plot.time.findLastIndex(poll => poll <= moment));
  return (
    <section class="plots" aria-label="Over time">
      <div class="plots-charts">
        <Chart
          {...shared}
          label="Live memory over time"
          unit="bytes"
          curves={[plot.total]}
          format={formatBytes}
          least={1}
          isTotal
        />
        <Chart
          {...shared}
          label="Bytes over time"
          unit="bytes"
          curves={plot.curves.map(({ bytes }) => bytes)}
          format={formatBytes}
          least={1}
        />
        <Chart
          {...shared}
          label="Share over time"
          unit="share"
          curves={plot.curves.map(({ share }) => share)}
          format={formatPercent}
          least={0.01}
          hasTimes
        />
      </div>
      <PlotTable plot={plot} targets={targets} at={at} onRemove={target => removePlot(state, target)} />
    </section>
  );
}

/** While data keeps coming, the plots follow so often, in milliseconds. */
const liveEvery = 1000;

/** Follows what is plotted and the selected time, one request at a time. */
function usePlots(): { plot: TimePlot | null; error: ErrorReport | null } {
  const { state, analysis } = usePanel();
  const [result, setResult] = useState<{ plot: TimePlot | null; error: ErrorReport | null }>({
    plot: null,
    error: null,
  });
  const asked = useRef({ number: 0, at: 0 });
  const targets = state.plotted.value;
  const range = state.range.value;
  const scope = state.scope.value;
  const duration = state.frozen.value ? 0 : (analysis.strip.value?.duration ?? 0);
  const wanted = useMemo(() => ({ targets, range, scope }), [targets, range, scope]);
  const last = useRef<typeof wanted | null>(null);
  // `duration` tells that there is more; a wish of its own is answered at once.
  useEffect(() => {
    const wait = last.current === wanted ? asked.current.at + liveEvery - performance.now() : 0;
    last.current = wanted;
    const timer = setTimeout(
      async () => {
        asked.current = { number: asked.current.number + 1, at: performance.now() };
        const { number } = asked.current;
        const outcome = await analysis.plots(wanted.targets);
        if (number !== asked.current.number) return;
        setResult(outcome.ok ? { plot: outcome.value, error: null } : { plot: null, error: outcome.error });
      },
      Math.max(0, wait),
    );
    return () => clearTimeout(timer);
  }, [analysis, wanted, duration]);
  return result;
}

interface ChartProps
  extends PlotData,
    Pick<PlotChartOptions, 'label' | 'unit' | 'least' | 'format' | 'onHover' | 'onClick'> {
  readonly hasTimes?: boolean;
  readonly isTotal?: boolean;
}

function Chart(props: ChartProps) {
  const { label, unit, time, curves, moment, least, hasTimes = false, isTotal = false } = props;
  const container = useRef<HTMLDivElement>(null);
  const chart = useRef<PlotChart | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const curveCount = curves.length;
  useLayoutEffect(() => {
    if (!container.current) return;
    const made = new PlotChart(
      container.current,
      {
        label,
        unit,
        least,
        hasTimes,
        isTotal,
        syncKey: 'heapscope plots',
        format: value => latest.current.format(value),
        onHover: index => latest.current.onHover(index),
        onClick: at => latest.current.onClick(at),
      },
      curveCount,
    );
    chart.current = made;
    return () => made.dispose();
  }, [label, unit, least, hasTimes, isTotal, curveCount]);
  useLayoutEffect(() => chart.current?.update({ time, curves, moment }));
  return (
    <figure class={hasTimes ? 'plot plot-last' : 'plot'}>
      <figcaption class="hint">{label}</figcaption>
      <div ref={container} class="plot-canvas" />
    </figure>
  );
}

function Nothing({ error }: { readonly error: ErrorReport | null }) {
  if (error)
    return (
      <p class="message error" role="alert">
        {error.sentence} {error.advice}
      </p>
    );
  return (
    <div class="empty-state">
      <strong>Functions and lines over time will be here</strong>
      <span>Open the context menu of a row of Tree, Bottom-up or Functions and choose “Plot over time”.</span>
    </div>
  );
}
