import { frameLabel } from '../../../src/calltree/frame.ts';
import type { TimePlot } from '../../../src/recording/history/time-plot.ts';
import type { PlotTarget } from '../../analysis/plots-contract.ts';
import { formatBytes, formatExactBytes, formatPercent } from '../../widgets/format.ts';
import { clockLabel } from '../../widgets/time-strip/clock-label.ts';
import { fullLocation, locationLabel } from '../calltree/location.ts';
import { dashes } from './plot-chart.ts';

export interface PlotTableProps {
  readonly plot: TimePlot;
  readonly targets: readonly PlotTarget[];
  /** Index of the moment that the figures are of. */
  readonly at: number;
  onRemove(target: PlotTarget): void;
}

/** What the curves are and what they say at a moment, for the eye and for those who do not see the plots. */
export function PlotTable({ plot, targets, at, onRemove }: PlotTableProps) {
  return (
    <div class="plots-table">
      <table class="statistics-table" aria-label="Plotted">
        <thead>
          <tr>
            <th scope="col">At {clockLabel(plot.time[at] ?? 0)}</th>
            <th scope="col" class="numeric">
              Bytes
            </th>
            <th scope="col" class="numeric">
              Share
            </th>
            <th scope="col" class="numeric">
              Highest
            </th>
            <th scope="col">
              <span class="visually-hidden">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {plot.curves.map((curve, index) => {
            const target = targets[index];
            if (!target) return null;
            const { frame, by } = target;
            const name = by === 'line' ? locationLabel(frame) : frameLabel(frame);
            const bytes = curve.bytes[at] ?? 0;
            const error = formatBytes(curve.standardError[at] ?? 0);
            return (
              <tr key={`${by} ${fullLocation(frame)} ${name}`}>
                <th scope="row" title={fullLocation(frame)}>
                  <Swatch curve={index} /> {name}{' '}
                  {by === 'function' && <span class="hint">{locationLabel(frame)}</span>}
                </th>
                <td class="numeric" title={`${formatExactBytes(bytes)} ± ${error}, estimated from samples`}>
                  {formatBytes(bytes)}
                </td>
                <td class="numeric">{formatPercent(curve.share[at] ?? 0)}</td>
                <td class="numeric">{formatBytes(curve.bytes.reduce((most, value) => Math.max(most, value), 0))}</td>
                <td>
                  <button
                    type="button"
                    class="button plain icon-only"
                    aria-label={`Remove ${name}`}
                    title="Remove"
                    onClick={() => onRemove(target)}
                  >
                    ×
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Swatch({ curve }: { readonly curve: number }) {
  return (
    <svg class="plot-swatch" width="22" height="8" aria-hidden="true" style={{ color: `var(--plot-${curve + 1})` }}>
      <line
        x1="0"
        x2="22"
        y1="4"
        y2="4"
        stroke="currentColor"
        stroke-width="2"
        stroke-dasharray={dashes[curve]?.join(' ')}
      />
    </svg>
  );
}
