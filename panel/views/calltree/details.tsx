import type { CallTree } from '../../../src/calltree/call-tree.ts';
import { type Frame, frameLabel } from '../../../src/calltree/frame.ts';
import { formatBytes } from '../../widgets/format.ts';
import { changeAt, exactChange, kindText } from './figure-cells.ts';
import { fullLocation, locationLabel } from './location.ts';
import { sideNames } from './sides.ts';
import { formatExactWeight, formatShare, formatWeight, formatWeightChange, type WeightStyle } from './weights.ts';
import './details.css';

export interface DetailsProps {
  readonly tree: CallTree;
  readonly style: WeightStyle;
  readonly node: number;
  /** Why V8 had to deoptimise the function; null when it had not. */
  readonly deoptReason: string | null;
  /** Whether the tree is upside down: the path then leads from the callee to its callers. */
  readonly inverted: boolean;
  onOpenSource(frame: Frame): void;
}

/** Everything about the selected node: weights, place, and the stack that leads to it. */
export function Details({ tree, style, node, deoptReason, inverted, onOpenSource }: DetailsProps) {
  const path = pathOf(tree, node);
  const frame = tree.frames[tree.frame[node] ?? 0];
  if (!frame) return null;
  return (
    <aside class="details" aria-label="Details">
      <h2 class="details-name">{frameLabel(frame)}</h2>
      <SourceLink frame={frame} onOpenSource={onOpenSource} />
      <dl class="details-figures">
        <Figures tree={tree} style={style} node={node} />
      </dl>
      {deoptReason !== null && (
        <p class="details-deopt" title="V8 threw away the optimised code of this function and had to start again">
          <strong>Deoptimised:</strong> {deoptReason}
        </p>
      )}
      <h3 class="details-heading">{inverted ? 'Called by' : 'Stack'}</h3>
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

function Figures({ tree, style, node }: Pick<DetailsProps, 'tree' | 'style' | 'node'>) {
  const change = changeAt(tree, node, 'total');
  const kept = tree.beside.kept?.total[node];
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
      <Figure tree={tree} style={style} label="Self" weight={tree.self[node] ?? 0} />
      <Figure tree={tree} style={style} label="Total" weight={tree.total[node] ?? 0} />
      {kept !== undefined && (
        <>
          <dt>Kept</dt>
          <dd title={formatExactWeight(kept, style)}>
            {formatBytes(kept)} <span class="hint">{formatShare(kept, tree.total[node] ?? 0)}</span>
          </dd>
        </>
      )}
    </>
  );
}

interface FigureProps {
  readonly tree: CallTree;
  readonly style: WeightStyle;
  readonly label: string;
  readonly weight: number;
}

function Figure({ tree, style, label, weight }: FigureProps) {
  return (
    <>
      <dt>{label}</dt>
      <dd title={formatExactWeight(weight, style)}>
        {formatWeight(weight, tree.unit)} <span class="hint">{formatShare(weight, tree.total[0] ?? 0)}</span>
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
