import type { CaptureFile } from '../../../src/captures/capture-summary.ts';
import type { ViewTab } from '../../state/panel-state.ts';
import { usePanel } from '../context.ts';

export interface ViewTabItem {
  readonly id: ViewTab;
  readonly label: string;
}

const always: readonly ViewTabItem[] = [
  { id: 'flame', label: 'Flame' },
  { id: 'tree', label: 'Tree' },
  { id: 'bottom-up', label: 'Bottom-up' },
  { id: 'functions', label: 'Functions' },
  { id: 'flow', label: 'Flow' },
  { id: 'plots', label: 'Over time' },
  { id: 'lines', label: 'Source lines' },
];

/** The tabs of the shown recording; some are there only with what they show. */
export function useViewTabs(): readonly ViewTabItem[] {
  const { state, analysis } = usePanel();
  const hasCoverage = analysis.hasCoverage.value || Boolean(state.shown.value?.options?.coverage);
  const timeline = useTimelineFile();
  return [
    ...always,
    ...(hasCoverage ? [{ id: 'coverage', label: 'Coverage' } as const] : []),
    ...(timeline ? [{ id: 'objects', label: 'Allocated objects' } as const] : []),
  ];
}

/** The chosen tab, or the first where the shown recording has no such view. */
export function useViewTab(): ViewTab {
  const wanted = usePanel().state.viewTab.value;
  return useViewTabs().some(({ id }) => id === wanted) ? wanted : 'flame';
}

/** The file of the allocation timeline, which is there when the recording has stopped. */
export function useTimelineFile(): CaptureFile | null {
  const { state } = usePanel();
  const files = state.shown.value?.files ?? [];
  return files.find(({ format }) => format === 'heaptimeline') ?? null;
}
