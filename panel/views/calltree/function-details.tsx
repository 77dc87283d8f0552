import { useMemo } from 'preact/hooks';
import type { CallTree } from '../../../src/calltree/call-tree.ts';
import type { FunctionTable } from '../../../src/calltree/functions.ts';
import { heaviestNode } from '../../../src/calltree/heaviest-node.ts';
import { Details, type DetailsProps } from './details.tsx';
import { keyOf } from './function-key.ts';

export interface FunctionDetailsProps extends Pick<DetailsProps, 'style' | 'onOpenSource'> {
  readonly tree: CallTree;
  readonly functions: FunctionTable;
  readonly selectedKey: number | null;
  /** Why V8 had to deoptimise functions, by their frame. */
  readonly deopts: ReadonlyMap<number, string>;
}

/** The figures of the selected function, and the stack on which it weighs most. */
export function FunctionDetails({ tree, functions, selectedKey, deopts, ...rest }: FunctionDetailsProps) {
  const row = useMemo(
    () => (selectedKey === null ? -1 : functions.frame.findIndex(frame => keyOf(tree.frames[frame]) === selectedKey)),
    [functions, tree, selectedKey],
  );
  const frame = functions.frame[row] ?? -1;
  const node = useMemo(() => (frame < 0 ? -1 : heaviestNode(tree, frame)), [tree, frame]);
  if (node <= 0) return <p class="hint details">Select a function to see its stack and its place in the source.</p>;
  return (
    <Details
      tree={tree}
      node={node}
      everywhere={{ weights: functions, index: row }}
      deoptReason={deopts.get(frame) ?? null}
      inverted={false}
      {...rest}
    />
  );
}
