import type { CallTree } from '../../../src/calltree/call-tree.ts';
import { type Frame, frameLabel } from '../../../src/calltree/frame.ts';
import { formatBytes } from '../../widgets/format.ts';
import { changeAt, exactChange, kindText, type Weights } from './figure-cells.ts';
import { fullLocation, locationLabel } from './location.ts';
import { sideNames } from './sides.ts';
import { formatExactWeight, formatShare, formatWeight, formatWeightChange, type WeightStyle } from './weights.ts';
import './details.css';

export interface DetailsProps {
  readonly tree: CallTree;
  readonly style: WeightStyle;
  readonly node: number;
  /** The figures of the function wherever it was called from; those of the node alone unless told. */
  readonly everywhere?: { readonly weights: Weights; readonly index: number };
  /** Why V8 had to deoptimise the function; null when it had not. */
  readonly deoptReason: string | null;
  /** Whether the tree is upside down: the path then leads from the callee to its callers. */
  readonly inverted: boolean;
  onOpenSource(frame: Frame): void;
}

/** Everything about the selected node: weights, place, and the stack that leads to it. */
export function Details({ tree, style, node, everywhere, deoptReason, inverted, onOpenSource }: DetailsProps) {
  const { weights, index } = everywhere ?? { weights: tree, index: node };
  const path = pathOf(tree, node);
  const frame = tree.frames[tree.frame[node] ?? 0];
  if (!frame) return null;
  return (
    <aside class="details" aria-label="Details">
      <h2 class="details-name">{frameLabel(frame)}</h2>
      <SourceLink frame={frame} onOpenSource={onOpenSource} />
      <dl class="details-figures">
        <Figures weights={weights} whole={tree.total[0] ?? 0} style={style} index={index} />
      </dl>
      {deoptReason !== null && (
        <p class="details-deopt" title="V8 threw away the optimised code of this function and had to start again">
          <strong>Deoptimised:</strong> {deoptReason}
        </p>
      )}
      <h3 class="details-heading">{inverted ? 'Called by' : everywhere ? 'Heaviest stack' : 'Stack'}</h3>
      <ol class="details-stack">
        {path.map(ancestor => {
          const place = tree.frames[tree.frame[ancestor] ?? 0];
          return (
            place && (
              <li key={ancestor}>
                <span class="details-stack-name">{frameLabel(place)}</span>
                <SourceLink frame={place} onOpenSource={onOpenSource} />
              </li>
            )
          );
        })}
      </ol>
    </aside>
  );
}

/** The nodes from `node` up to the root, the root left out. */
function pathOf(tree: CallTree, node: number): number[] {
  const path: number[] = [];
  for (let current = node; current > 0; current = tree.parent[current] ?? -1) path.push(current);
  return path;
}

interface FiguresProps {
  readonly weights: Weights;
  /** Weight of the whole tree. */
  readonly whole: number;
  readonly style: WeightStyle;
  readonly index: number;
}

function Figures({ weights, whole, style, index }: FiguresProps) {
  const change = changeAt(weights, index, 'total');
  const kept = weights.beside.kept?.total[index];
  const sides = sideNames[style.sides];
  if (change)
    return (
      <>
        <dt>Change</dt>
        <dd title={exactChange(change, style)}>
          {formatWeightChange(change.after - change.before, style.unit)} <span class="hint">{kindText(change)}</span>
        </dd>
        <dt>{sides.before}</dt>
        <dd title={formatExactWeight(change.before, style)}>{formatWeight(change.before, style.unit)}</dd>
        <dt>{sides.after}</dt>
        <dd title={formatExactWeight(change.after, style)}>{formatWeight(change.after, style.unit)}</dd>
      </>
    );
  return (
    <>
      <Figure whole={whole} style={style} label="Self" weight={weights.self[index] ?? 0} />
      <Figure whole={whole} style={style} label="Total" weight={weights.total[index] ?? 0} />
      {kept !== undefined && (
        <>
          <dt>Kept</dt>
          <dd title={formatExactWeight(kept, style)}>
            {formatBytes(kept)} <span class="hint">{formatShare(kept, weights.total[index] ?? 0)}</span>
          </dd>
        </>
      )}
    </>
  );
}

interface FigureProps {
  readonly whole: number;
  readonly style: WeightStyle;
  readonly label: string;
  readonly weight: number;
}

function Figure({ whole, style, label, weight }: FigureProps) {
  return (
    <>
      <dt>{label}</dt>
      <dd title={formatExactWeight(weight, style)}>
        {formatWeight(weight, style.unit)} <span class="hint">{formatShare(weight, whole)}</span>
      </dd>
    </>
  );
}

interface SourceLinkProps {
  readonly frame: Frame;
  onOpenSource(frame: Frame): void;
}

function SourceLink({ frame, onOpenSource }: SourceLinkProps) {
  if (!frame.url) return <span class="hint">native code</span>;
  return (
    <button
      type="button"
      class="source-link"
      title={`Open ${fullLocation(frame)} in Sources`}
      onClick={() => onOpenSource(frame)}
    >
      {locationLabel(frame)}
    </button>
  );
}
