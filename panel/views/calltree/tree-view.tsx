import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { CallTree } from '../../../src/calltree/call-tree.ts';
import { frameLabel } from '../../../src/calltree/frame.ts';
import { levelsOpenAtFirst } from '../../../src/calltree/open-at-first.ts';
import { type CellTexts, treeSource } from '../../widgets/tree-table/source.ts';
import { toggled } from '../../widgets/tree-table/toggled.ts';
import { TreeTable } from '../../widgets/tree-table/tree-table.tsx';
import { firstPathKeys, nodeOfKey, subtreeKeys } from '../../widgets/tree-table/visible-rows.ts';
import { treeColumns } from './columns.ts';
import { figureCells } from './figure-cells.ts';
import { fullLocation, locationLabel } from './location.ts';
import type { WeightStyle } from './weights.ts';

export interface TreeViewProps {
  readonly tree: CallTree;
  readonly style: WeightStyle;
  readonly selectedKey: number | null;
  /** Whether the tree is made no further than it is seen: it brings more when that is opened. */
  readonly isMadeAsSeen: boolean;
  /** Whether it was made for all that is open now. */
  readonly isCurrent: ReadonlySignal<boolean>;
  /** Path keys of the open nodes; null opens the heaviest path. */
  readonly opened: ReadonlySet<number> | null;
  onOpen(keys: ReadonlySet<number>): void;
  onSelect(key: number): void;
  onActivate(node: number): void;
  /** A context menu was asked for, in client pixels. */
  onContextMenu(node: number, x: number, y: number): void;
}

/** `*` opens at most this many nodes at once. */
const subtreeLimit = 5000;

/** A call tree as a table; the heaviest path lies open until the person opens or closes something. */
export function TreeView(props: TreeViewProps) {
  const { tree, style, isMadeAsSeen, isCurrent, selectedKey, opened, onOpen, onSelect, onActivate, onContextMenu } =
    props;
  const expanded = useMemo(() => opened ?? new Set(firstPathKeys(tree, 0, levelsOpenAtFirst)), [opened, tree]);
  const source = useMemo(() => treeSource(tree, expanded, textsOf(tree, style)), [tree, style, expanded]);
  const spreading = useRef<number | null>(null);
  const spread = (node: number) => {
    const keys = subtreeKeys(tree, node, subtreeLimit).filter(key => !expanded.has(key));
    if (keys.length > 0) onOpen(new Set([...expanded, ...keys]));
    else if (isCurrent.peek()) spreading.current = null;
  };
  useEffect(() => {
    if (spreading.current !== null) spread(nodeOfKey(tree, spreading.current));
  }, [tree]);
  const columns = useMemo(() => treeColumns(tree.beside, style.sides), [tree.beside, style.sides]);
  return (
    <TreeTable
      label="Call tree"
      columns={columns}
      source={source}
      selectedKey={selectedKey}
      onSelect={onSelect}
      onToggle={key => {
        spreading.current = null;
        onOpen(toggled(expanded, key));
      }}
      onExpandSubtree={(key, row) => {
        spreading.current = isMadeAsSeen ? key : null;
        spread(source.nodeAt(row));
      }}
      onActivate={(_key, row) => onActivate(source.nodeAt(row))}
      onContextMenu={(_key, row, x, y) => onContextMenu(source.nodeAt(row), x, y)}
    />
  );
}

function textsOf(tree: CallTree, style: WeightStyle): CellTexts {
  const frameOf = (node: number) => tree.frames[tree.frame[node] ?? 0];
  const figures = figureCells(tree, tree.total[0] ?? 0, style);
  return {
    cell(node, column) {
      const frame = frameOf(node);
      if (!frame) return '';
      if (column === 'name') return frameLabel(frame);
      if (column === 'location') return locationLabel(frame);
      return figures.cell(node, column);
    },
    title(node, column) {
      const frame = frameOf(node);
      if (!frame) return '';
      if (column === 'name') return frameLabel(frame);
      if (column === 'location') return fullLocation(frame);
      return figures.title(node, column);
    },
    bar: (node, column) => (column === 'self' ? 0 : figures.bar(node, column)),
  };
}
