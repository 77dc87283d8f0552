import { SplitPane } from '../../widgets/split-pane/split-pane.tsx';
import { openSource } from '../calltree/open-source.ts';
import { allocationColumns, classColumns } from './columns.ts';
import { ListTable } from './list-table.tsx';
import type { ObjectMenuHost } from './object-menu.ts';
import { useObjectMenu } from './use-object-menu.tsx';

/** Functions that allocated during a timeline, their callers below them, and what the selected one has left behind. */
export function AllocationView(host: ObjectMenuHost) {
  const { state } = host;
  const { menu, open } = useObjectMenu(host);
  const { allocations, 'live objects': live } = state.tables;
  const whole = state.info.totalSize;
  return (
    <>
      <SplitPane direction="column" label="Height of the live objects" initial={170} min={96} side="end">
        <ListTable
          label="Allocations"
          table={allocations}
          columns={allocationColumns}
          whole={whole}
          empty="No function with such a name has allocated anything."
          onSelect={({ traceNodeIds }) => void state.showAllocated(traceNodeIds ?? null)}
          onActivate={({ frame }) => frame?.url && openSource(frame)}
          onContextMenu={open}
        />
        <ListTable
          label="Live objects"
          table={live}
          columns={classColumns}
          whole={whole}
          empty="Select a function to see which of its objects are still there."
          onSelect={({ object }) => void state.select(object)}
          onContextMenu={open}
        />
      </SplitPane>
      {menu}
    </>
  );
}
