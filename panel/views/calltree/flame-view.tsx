import { useMemo } from 'preact/hooks';
import type { CallTree } from '../../../src/calltree/call-tree.ts';
import { frameLabel } from '../../../src/calltree/frame.ts';
import { FlameGraph } from '../../widgets/flame-graph/flame-graph.tsx';
import { scriptColour, signedColour } from '../../widgets/flame-graph/palette.ts';
import { formatBytes } from '../../widgets/format.ts';
import { changeAt, exactChange, kindText } from './figure-cells.ts';
import { fullLocation } from './location.ts';
import { sideNames } from './sides.ts';
import { formatExactWeight, formatShare, formatWeight, type WeightStyle } from './weights.ts';

export interface FlameViewProps {
  readonly tree: CallTree;
  readonly style: WeightStyle;
  readonly selectedKey: number | null;
  readonly theme: 'light' | 'dark';
  onSelect(key: number | null): void;
  /** A context menu was asked for, in client pixels. */
  onContextMenu(node: number, x: number, y: number): void;
}

/** A call tree as a flame graph, coloured by the package or origin of the script. */
export function FlameView({ tree, style, selectedKey, theme, onSelect, onContextMenu }: FlameViewProps) {
  const { frames } = tree;
  // One function for as long as the table of frames is the same: the widget remembers labels and colours by it.
  const looks = useMemo(
    () => ({
      label: (frame: number) => (frames[frame] ? frameLabel(frames[frame]) : ''),
      colour: (frame: number) => scriptColour(frames[frame]?.url ?? '', theme),
    }),
    [frames, theme],
  );
  const nodeColour = useMemo(() => changeColours(tree, theme), [tree, theme]);
  const frameOf = (node: number) => frames[tree.frame[node] ?? 0];
  const whole = tree.total[0] ?? 0;
  return (
    <FlameGraph
      label="Flame graph"
      tree={tree}
      frameLabel={looks.label}
      colour={looks.colour}
      nodeColour={nodeColour}
      selectedKey={selectedKey}
      onSelect={onSelect}
      onContextMenu={(_key, node, x, y) => onContextMenu(node, x, y)}
      describe={node => {
        const frame = frameOf(node);
        return (
          frame && (
            <>
              <strong>{node === 0 ? 'All' : frameLabel(frame)}</strong>
              <Weight tree={tree} node={node} style={style} />
              {node !== 0 && <div class="hint">{fullLocation(frame)}</div>}
            </>
          )
        );
      }}
      summary={node => {
        const frame = frameOf(node);
        if (!frame) return '';
        const change = changeAt(tree, node, 'total');
        if (change) return `${frameLabel(frame)}, ${exactChange(change, style)}, ${kindText(change)}`;
        const weight = formatWeight(tree.total[node] ?? 0, tree.unit);
        return `${frameLabel(frame)}, total ${weight}, ${formatShare(tree.total[node] ?? 0, whole)}`;
      }}
    />
  );
}

interface WeightProps {
  readonly tree: CallTree;
  readonly node: number;
  readonly style: WeightStyle;
}

function Weight({ tree, node, style }: WeightProps) {
  const change = changeAt(tree, node, 'total');
  const total = tree.total[node] ?? 0;
  const kept = tree.beside.kept?.total[node];
  if (change)
    return (
      <>
        <div>
          {exactChange(change, style)} ({kindText(change)})
        </div>
        <div>
          {sideNames[style.sides].before} {formatWeight(change.before, style.unit)} · {sideNames[style.sides].after}{' '}
          {formatWeight(change.after, style.unit)}
        </div>
      </>
    );
  return (
    <>
      <div>
        Total {formatExactWeight(total, style)} ({formatShare(total, tree.total[0] ?? 0)})
      </div>
      <div>Self {formatExactWeight(tree.self[node] ?? 0, style)}</div>
      {kept !== undefined && (
        <div>
          Kept {formatBytes(kept)} ({formatShare(kept, total)})
        </div>
      )}
    </>
  );
}

/** Boxes of a change are coloured by how much of what has moved in them is gained; null for every other weight. */
function changeColours(tree: CallTree, theme: 'light' | 'dark'): ((node: number) => string) | undefined {
  if (!tree.beside.before) return undefined;
  return node => {
    const change = changeAt(tree, node, 'total');
    const moved = tree.total[node] ?? 0;
    return signedColour(change && moved > 0 ? (change.after - change.before) / moved : 0, theme);
  };
}
