import type { CallTree } from '../../../src/calltree/call-tree.ts';
import type { RecordingOptions } from '../../../src/recording/options.ts';
import type { ShownWeight } from '../../analysis/contract.ts';
import { signedColour } from '../../widgets/flame-graph/palette.ts';
import { formatBytes } from '../../widgets/format.ts';
import { comparisonLegend, measureLegend } from './measures.ts';
import { formatWeight, formatWeightChange } from './weights.ts';
import './legend.css';

export interface LegendProps {
  readonly tree: CallTree;
  readonly weight: ShownWeight;
  /** What the capture was recorded with; null where that is not known. */
  readonly options: RecordingOptions | null;
  /** Name of the capture that is compared with; null for none. */
  readonly baseName: string | null;
  readonly theme: 'light' | 'dark';
  /** Whether the view has the colours of a change: a flow graph has colours of its own, and their legend. */
  readonly coloured: boolean;
  onNormalise(normalised: boolean): void;
}

/** What the picture shows, how much that is, and how sure: the same for every view. */
export function Legend({ tree, weight, options, baseName, theme, coloured, onNormalise }: LegendProps) {
  const isChange = tree.beside.before !== undefined;
  const isComparison = weight.base !== null && baseName !== null;
  const what = isComparison
    ? comparisonLegend(weight.measure, weight, baseName)
    : measureLegend(weight.measure, weight, options);
  const text = `${what} · ${wholeText(tree, weight)}`;
  return (
    <div class="legend">
      <span class="legend-text" title={text}>
        {text}
      </span>
      {isChange && coloured && (
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
      )}
      {isChange && (
        <label
          class="legend-choice"
          title={`Compare shares of the total: ${isComparison ? 'the other capture is scaled to the total of this' : 'what was live at A is scaled to the total at B'}`}
        >
          <input
            type="checkbox"
            checked={weight.normalised}
            onChange={event => onNormalise(event.currentTarget.checked)}
          />
          As shares
        </label>
      )}
    </div>
  );
}

function wholeText(tree: CallTree, { standardError }: ShownWeight): string {
  const total = tree.total[0] ?? 0;
  const { before, after } = tree.beside;
  const error = standardError === null ? '' : ` ± ${formatBytes(standardError)}`;
  const text = (weight: number) => formatWeight(weight, tree.unit);
  if (!before || !after) return `${text(total)}${error}${tree.unit === 'bytes' ? ' sampled' : ''}`;
  const net = (after.total[0] ?? 0) - (before.total[0] ?? 0);
  const [gained, lost] = [(total + net) / 2, (total - net) / 2];
  return `${formatWeightChange(net, tree.unit)}${error} (${text(gained)} gained, ${text(lost)} lost)`;
}
