import { frameLabel } from '../../../src/calltree/frame.ts';
import type { TimePlot } from '../../../src/recording/history/time-plot.ts';
import type { PlotTarget } from '../../analysis/plots-contract.ts';
import { BytesCell, FigureCell, FigureTable } from '../../widgets/figure-table.tsx';
import { formatBytes, formatPercent } from '../../widgets/format.ts';
import { IconButton } from '../../widgets/icon-button.tsx';
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
      <FigureTable
        label="Plotted"
        names={`At ${clockLabel(plot.time[at] ?? 0)}`}
        figures={['Bytes', 'Share', 'Highest']}
        buttons="Remove"
      >
        <tbody>
          {plot.curves.map((curve, index) => {
            const target = targets[index];
            if (!target) return null;
            const { frame, by } = target;
            const name = by === 'line' ? locationLabel(frame) : frameLabel(frame);
            const error = formatBytes(curve.standardError[at] ?? 0);
            return (
              <tr key={`${by} ${fullLocation(frame)} ${name}`}>
                <th scope="row" title={fullLocation(frame)}>
                  <Swatch curve={index} /> {name}{' '}
                  {by === 'function' && <span class="hint">{locationLabel(frame)}</span>}
                </th>
                <BytesCell bytes={curve.bytes[at] ?? 0} note={` ± ${error}, estimated from samples`} />
                <FigureCell text={formatPercent(curve.share[at] ?? 0)} />
                <FigureCell text={formatBytes(curve.bytes.reduce((most, value) => Math.max(most, value), 0))} />
                <td>
                  <IconButton label={`Remove ${name}`} title="Remove" sign="×" onPress={() => onRemove(target)} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </FigureTable>
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
