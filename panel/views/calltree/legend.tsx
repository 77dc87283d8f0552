import type { CallTree } from '../../../src/calltree/call-tree.ts';
import type { ShownWeight } from '../../analysis/contract.ts';
import { signedColour } from '../../widgets/flame-graph/palette.ts';
import { formatBytes, formatBytesChange, formatDuration } from '../../widgets/format.ts';
import { measureLegend } from './measures.ts';
import './legend.css';

export interface LegendProps {
  readonly tree: CallTree;
  readonly weight: ShownWeight;
  readonly theme: 'light' | 'dark';
  onNormalise(normalised: boolean): void;
}

/** What the picture shows, how much that is, and how sure: the same for every view. */
export function Legend({ tree, weight, theme, onNormalise }: LegendProps) {
  const isChange = tree.beside.before !== undefined;
  const text = `${measureLegend(weight.measure, weight)} · ${wholeText(tree, weight)}`;
  return (
    <div class="legend">
      <span class="legend-text" title={text}>
        {text}
      </span>
      {isChange && (
        <>
          <span
            class="legend-scale"
            role="img"
            aria-label="Colours of the change: blue is lost, grey the same, orange gained"
          >
            ▼ lost
            {[-1, -0.5, 0, 0.5, 1].map(share => (
              <i key={share} style={{ background: signedColour(share, theme) }} />
            ))}
            gained ▲
          </span>
          <label
            class="legend-choice"
            title="Compare shares of the total: what was live at A is scaled to the total at B"
          >
            <input
              type="checkbox"
              checked={weight.normalised}
              onChange={event => onNormalise(event.currentTarget.checked)}
            />
            As shares
          </label>
        </>
      )}
    </div>
  );
}

function wholeText(tree: CallTree, { standardError }: ShownWeight): string {
  const total = tree.total[0] ?? 0;
  const { before, after } = tree.beside;
  const error = standardError === null ? '' : ` ± ${formatBytes(standardError)}`;
  if (tree.unit === 'microseconds') return formatDuration(total / 1000);
  if (!before || !after) return `${formatBytes(total)}${error}`;
  const net = (after.total[0] ?? 0) - (before.total[0] ?? 0);
  const [gained, lost] = [(total + net) / 2, (total - net) / 2];
  return `${formatBytesChange(Math.round(net))}${error} (${formatBytes(gained)} gained, ${formatBytes(lost)} lost)`;
}
