import { useMemo } from 'preact/hooks';
import type { CallTree } from '../../../src/calltree/call-tree.ts';
import { frameLabel } from '../../../src/calltree/frame.ts';
import { FlameGraph } from '../../widgets/flame-graph/flame-graph.tsx';
import { scriptColour } from '../../widgets/flame-graph/palette.ts';
import { fullLocation } from './location.ts';
import { formatExactWeight, formatShare, formatWeight, type WeightStyle } from './weights.ts';

export interface FlameViewProps {
  readonly tree: CallTree;
  readonly style: WeightStyle;
  readonly selectedKey: number | null;
  readonly theme: 'light' | 'dark';
  onSelect(key: number | null): void;
}

/** A call tree as a flame graph, coloured by the package or origin of the script. */
export function FlameView({ tree, style, selectedKey, theme, onSelect }: FlameViewProps) {
  const { frames } = tree;
  // One function for as long as the table of frames is the same: the widget remembers labels and colours by it.
  const looks = useMemo(
    () => ({
      label: (frame: number) => (frames[frame] ? frameLabel(frames[frame]) : ''),
      colour: (frame: number) => scriptColour(frames[frame]?.url ?? '', theme),
    }),
    [frames, theme],
  );
  const frameOf = (node: number) => frames[tree.frame[node] ?? 0];
  const whole = tree.total[0] ?? 0;
  return (
    <FlameGraph
      label="Flame graph"
      tree={tree}
      frameLabel={looks.label}
      colour={looks.colour}
      selectedKey={selectedKey}
      onSelect={onSelect}
      describe={node => {
        const frame = frameOf(node);
        return (
          frame && (
            <>
              <strong>{node === 0 ? 'All' : frameLabel(frame)}</strong>
              <div>
                Total {formatExactWeight(tree.total[node] ?? 0, style)} ({formatShare(tree.total[node] ?? 0, whole)})
              </div>
              <div>Self {formatExactWeight(tree.self[node] ?? 0, style)}</div>
              {node !== 0 && <div class="hint">{fullLocation(frame)}</div>}
            </>
          )
        );
      }}
      summary={node => {
        const frame = frameOf(node);
        const weight = formatWeight(tree.total[node] ?? 0, tree.unit);
        return frame ? `${frameLabel(frame)}, total ${weight}, ${formatShare(tree.total[node] ?? 0, whole)}` : '';
      }}
    />
  );
}
