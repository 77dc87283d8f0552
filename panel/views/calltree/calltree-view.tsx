import { useMemo } from 'preact/hooks';
import type { WeightUnit } from '../../../src/calltree/call-tree.ts';
import type { CaptureSummary } from '../../../src/captures/capture-summary.ts';
import type { Bytes } from '../../../src/units.ts';
import type { Measure } from '../../analysis/contract.ts';
import { possibleMeasure } from '../../analysis/measure.ts';
import { looksBack, momentOf } from '../../analysis/period.ts';
import { baseOf, comparableWith } from '../../state/comparison.ts';
import { shapeOf } from '../../state/panel-state.ts';
import { SearchField } from '../../widgets/search-field.tsx';
import { SplitPane, type SplitPaneProps } from '../../widgets/split-pane/split-pane.tsx';
import { Tabs } from '../../widgets/tabs/tabs.tsx';
import { nodeOfKey } from '../../widgets/tree-table/visible-rows.ts';
import { captureName } from '../captures/capture-texts.ts';
import { CompareSelect } from '../captures/compare-select.tsx';
import { usePanel } from '../context.ts';
import {
  CoverageCapture,
  FlowView,
  FunctionDetails,
  FunctionsView,
  LinesCapture,
  PlotsView,
  SnapshotOfFile,
  TreeView,
} from '../late-views.ts';
import { useNarrow } from '../narrow.ts';
import { useFunctionMenu } from '../plots/function-menu.tsx';
import { filterFieldId } from '../shortcuts.ts';
import { Details } from './details.tsx';
import { FlameView } from './flame-view.tsx';
import { Legend } from './legend.tsx';
import { measureLegend, measureName } from './measures.ts';
import { openFrame, openSource } from './open-source.ts';
import { useTimelineFile, useViewTab, useViewTabs } from './view-tabs.ts';
import type { WeightStyle } from './weights.ts';

/** The functions of a capture: tabs, measure and filter above, the chosen view with its details below. */
export function CallTreeView() {
  const { state, analysis } = usePanel();
  const measures = analysis.measures.value;
  const tabs = useViewTabs();
  const viewTab = useViewTab();
  // Lines are those of the CPU, plots those of what is alive; coverage and objects have figures of their own.
  const measured = !['lines', 'plots', 'coverage', 'objects'].includes(viewTab);
  const { includeCollectedByMajorGC, includeCollectedByMinorGC } = state.shown.value?.options?.sampling ?? {};
  const keepsCollected = Boolean(includeCollectedByMajorGC || includeCollectedByMinorGC);
  const nameOptions = {
    keepsCollected,
    moment: momentOf({ range: state.range.value, moment: state.moment.value }),
    runs: state.shown.value?.state.kind === 'running',
  };
  // What stays in the profile when it is collected neither goes nor is kept.
  const possible = keepsCollected
    ? measures.filter(measure => measure !== 'collected' && measure !== 'kept')
    : measures;
  const tree = analysis.tree.value;
  const weight = analysis.weight.value;
  const base = baseOf(state);
  const others = state.shown.value ? comparableWith(state.shown.value, state.captures.value) : [];
  const liveId = state.tab.value?.recording?.captureId ?? null;
  return (
    <>
      <div class="capture-bar">
        <Tabs
          label="Views"
          tabs={tabs}
          selected={viewTab}
          onSelect={tab => {
            state.viewTab.value = tab;
          }}
        />
        {measured && (
          <label>
            Measure:{' '}
            <select
              class="select"
              title="Measure"
              value={possibleMeasure(state.measure.value, possible) ?? ''}
              onChange={event => {
                state.measure.value = event.currentTarget.value as Measure;
              }}
            >
              {possible.map(measure => (
                <option key={measure} value={measure}>
                  {measureName(measure, nameOptions)}
                </option>
              ))}
            </select>
          </label>
        )}
        {measured && (
          <CompareSelect
            others={others.map(other => ({ id: other.id, label: captureName(other, liveId) }))}
            chosen={base?.id ?? null}
            onChoose={id => {
              state.comparedWith.value = id;
            }}
          />
        )}
        {(measured || viewTab === 'lines') && (
          <SearchField
            id={filterFieldId}
            label="Filter functions"
            placeholder="Filter by name or /regex/"
            value={state.filter.value}
            onText={text => {
              state.filter.value = text;
            }}
          />
        )}
      </div>
      {measured && tree && weight && (
        <Legend
          tree={tree}
          weight={weight}
          options={state.shown.value?.options ?? null}
          baseName={base && captureName(base, liveId)}
          theme={state.theme.value}
          coloured={viewTab !== 'flow'}
          onNormalise={normalised => {
            state.normalised.value = normalised;
          }}
        />
      )}
      <div class="capture-main" role="tabpanel" aria-label={tabs.find(({ id }) => id === viewTab)?.label}>
        <ChosenView />
      </div>
    </>
  );
}

function ChosenView() {
  const { state, analysis } = usePanel();
  const tree = analysis.tree.value;
  const viewTab = useViewTab();
  const narrow = useNarrow();
  const style = useWeightStyle(tree?.unit ?? 'bytes');
  const timeline = useTimelineFile();
  const { openMenu, menu } = useFunctionMenu();
  if (viewTab === 'objects')
    return state.shown.value && timeline && <SnapshotOfFile capture={state.shown.value} file={timeline} />;
  if (viewTab === 'plots') return <PlotsView />;
  if (viewTab === 'lines') return <LinesCapture />;
  if (viewTab === 'coverage') return state.shown.value && <CoverageCapture capture={state.shown.value} />;
  if (!tree || tree.nodeCount <= 1) return <Empty />;
  // Until the tree of this view comes: one upside down, or the functions of another measure, would pass for it.
  if (analysis.shape.value !== shapeOf[viewTab]) return null;
  const select = (key: number | null) => {
    state.selected.value = key;
  };
  const openNodeMenu = (node: number, x: number, y: number) => openMenu(tree.frames[tree.frame[node] ?? 0], x, y);
  const openNode = (node: number) => openFrame(tree.frames[tree.frame[node] ?? 0]);
  if (viewTab === 'functions') {
    const functions = analysis.functions.value;
    return functions ? (
      <>
        <DetailsPane>
          <FunctionsView
            functions={functions}
            frames={tree.frames}
            style={style}
            selectedKey={state.selectedFunction.value}
            onSelect={key => {
              state.selectedFunction.value = key;
            }}
            onActivate={frame => openFrame(tree.frames[frame])}
            onContextMenu={(frame, x, y) => openMenu(tree.frames[frame], x, y)}
          />
          <FunctionDetails
            tree={tree}
            functions={functions}
            style={style}
            selectedKey={state.selectedFunction.value}
            deopts={analysis.deopts.value}
            onOpenSource={openSource}
          />
        </DetailsPane>
        {menu}
      </>
    ) : (
      <Empty />
    );
  }
  const selectedNode = state.selected.value === null ? -1 : nodeOfKey(tree, state.selected.value);
  // Details below would leave no room for a graph.
  if (viewTab === 'flow' && narrow) return <FlowView tree={tree} />;
  const view =
    viewTab === 'flow' ? (
      <FlowView tree={tree} />
    ) : viewTab === 'flame' ? (
      <FlameView
        tree={tree}
        style={style}
        selectedKey={state.selected.value}
        theme={state.theme.value}
        onSelect={select}
        onContextMenu={openNodeMenu}
      />
    ) : (
      <TreeView
        key={viewTab}
        tree={tree}
        style={style}
        isMadeAsSeen={viewTab === 'bottom-up'}
        isCurrent={analysis.isCurrent}
        selectedKey={state.selected.value}
        opened={state.opened[viewTab].value}
        onOpen={keys => {
          state.opened[viewTab].value = keys;
        }}
        onSelect={select}
        onActivate={openNode}
        onContextMenu={openNodeMenu}
      />
    );
  return (
    <>
      <DetailsPane>
        {view}
        {selectedNode > 0 ? (
          <Details
            tree={tree}
            style={style}
            node={selectedNode}
            deoptReason={analysis.deopts.value.get(tree.frame[selectedNode] ?? -1) ?? null}
            inverted={viewTab === 'bottom-up'}
            onOpenSource={openSource}
          />
        ) : (
          <p class="hint details">Select a function to see its stack and its place in the source.</p>
        )}
      </DetailsPane>
      {menu}
    </>
  );
}

/** A view with its details beside it, or below it where it is narrow. */
function DetailsPane({ children }: Pick<SplitPaneProps, 'children'>) {
  return (
    <SplitPane
      direction="row"
      label="Width of the details"
      initial={useNarrow() ? 130 : 260}
      min={100}
      side="end"
      collapseBelow={620}
    >
      {children}
    </SplitPane>
  );
}

/** The same object for as long as it says the same, so that tables know it. */
function useWeightStyle(unit: WeightUnit): WeightStyle {
  const { state, analysis } = usePanel();
  const base = baseOf(state);
  const samplingInterval = coarsestInterval(base ? [state.shown.value, base] : [state.shown.value]);
  const of = base ? 'captures' : 'moments';
  const sides = analysis.weight.value?.normalised ? (`scaled-${of}` as const) : of;
  return useMemo(() => ({ unit, samplingInterval, sides }), [unit, samplingInterval, sides]);
}

/** Of the captures that a figure is made of, so that its error is not told too small; null where one does not say. */
function coarsestInterval(captures: readonly (CaptureSummary | null)[]): Bytes | null {
  const intervals = captures.map(capture => capture?.options?.sampling?.interval ?? null);
  return intervals.reduce((widest, interval) => widest && interval && (interval > widest ? interval : widest));
}

/** Says what will be here, and how to get it. */
function Empty() {
  const { state, analysis } = usePanel();
  const options = state.shown.value?.options;
  const recording = state.tab.value?.recording?.captureId === state.shown.value?.id;
  if (state.filter.value && analysis.measures.value.length > 0)
    return (
      <div class="empty-state">
        <strong>No function matches “{state.filter.value}”</strong>
        <span>The filter looks at names and URLs; write /…/ for a regular expression.</span>
      </div>
    );
  const base = baseOf(state);
  if (base && analysis.tree.value && analysis.weight.value)
    return (
      <div class="empty-state">
        <strong>No difference to {captureName(base, null)}</strong>
        <span>Every function weighs the same in both captures.</span>
      </div>
    );
  const hasPast = analysis.measures.value.includes('allocated');
  const looksBackNow = looksBack({
    measure: state.measure.value,
    range: state.range.value,
    moment: state.moment.value,
  });
  const hadSomething = analysis.strip.value?.barAllocated.some(bytes => bytes > 0);
  if (hasPast && hadSomething && !recording && !looksBackNow && analysis.weight.value?.measure === 'live')
    return (
      <div class="empty-state">
        <strong>Nothing is live at the end</strong>
        <span>All of it was collected. Press “Peak”, or select a time, to see what was there before.</span>
      </div>
    );
  if (!hasPast && !options?.sampling && !options?.cpu && state.tab.value?.domains.HeapProfiler === 'unavailable')
    return (
      <div class="empty-state">
        <strong>Heap usage names no functions</strong>
        <span>
          Memory by function needs full access: press “Get full access”. Without it there is a CPU profile: tick it
          under “What”.
        </span>
      </div>
    );
  if (!hasPast && !options?.sampling && !options?.cpu)
    return (
      <div class="empty-state">
        <strong>Nothing here names functions</strong>
        <span>Tick “Allocation sampling” or “CPU profile” under “What”, then record again.</span>
      </div>
    );
  if (looksBackNow)
    return (
      <div class="empty-state">
        <strong>{analysis.weight.value ? 'Nothing of this in the selected time' : 'Reading the recording'}</strong>
        <span>
          {analysis.weight.value &&
            measureLegend(analysis.weight.value.measure, analysis.weight.value, options ?? null)}
        </span>
      </div>
    );
  return (
    <div class="empty-state">
      <strong>{recording ? 'Waiting for the first samples' : 'No samples were taken'}</strong>
      <span>
        {recording
          ? 'They come as soon as the page allocates or runs something.'
          : 'The recording was too short, or the page did nothing. Record longer, or choose a smaller interval under “What”.'}
      </span>
    </div>
  );
}
