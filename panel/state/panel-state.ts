import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { CaptureSummary } from '../../src/captures/capture-summary.ts';
import { reportOf } from '../../src/errors/heapscope-error.ts';
import type { Notice, TabId, TabState } from '../../src/messages/contract.ts';
import type { TimeRange } from '../../src/recording/history/windows.ts';
import type { RecordingOptions } from '../../src/recording/options.ts';
import type { IsolateScope } from '../../src/recording/recording-model.ts';
import type { Milliseconds } from '../../src/units.ts';
import type { Measure, Shape } from '../analysis/contract.ts';
import type { PlotTarget } from '../analysis/plots-contract.ts';
import { type CoverageState, createCoverageState } from './coverage-state.ts';
import { createFlowChoice, type FlowChoice } from './flow-choice.ts';
import type { Settings } from './settings.ts';

export type Theme = 'light' | 'dark';
export type ViewTab =
  | 'flame'
  | 'tree'
  | 'bottom-up'
  | 'functions'
  | 'flow'
  | 'plots'
  | 'lines'
  | 'coverage'
  | 'objects';

/** What the panel knows. Each signal has one owner: the background's state is written by the subscription, the rest by actions. */
export interface PanelState {
  readonly tabId: TabId;
  /** What the background published last of this tab; null until it has. */
  readonly tab: Signal<TabState | null>;
  /** The library, newest first. */
  readonly captures: Signal<readonly CaptureSummary[]>;
  /** The capture that was picked in the list; null shows this tab's own. */
  readonly picked: Signal<string | null>;
  /** What was last captured of this tab while this panel was open. */
  readonly own: Signal<string | null>;
  /** The capture that is looked at; null when there is none. */
  readonly shown: ReadonlySignal<CaptureSummary | null>;
  /** Whether the way to full access was asked for, above whatever is shown. */
  readonly wantsAccess: Signal<boolean>;
  /** Port to connect to; null while what stands in its field is none. */
  readonly port: Signal<number | null>;
  readonly options: Signal<RecordingOptions>;
  readonly viewTab: Signal<ViewTab>;
  readonly measure: Signal<Measure>;
  /** The isolate of the tab that was picked, by its id; null is the page, or all. */
  readonly isolate: Signal<string | null>;
  /** Of which isolates of the shown recording the views are. */
  readonly scope: Signal<IsolateScope>;
  /** The time that was selected on the strip; null for all of it. */
  readonly range: Signal<TimeRange | null>;
  /** The moment that the playhead is at; null for the end of the selected time, or now. */
  readonly moment: Signal<Milliseconds | null>;
  /** The capture that the shown one is to be compared with; null for none. It stays chosen for another of the list, not for one that is imported. */
  readonly comparedWith: Signal<string | null>;
  /** Whether a change is shown as one of shares. */
  readonly normalised: Signal<boolean>;
  readonly filter: Signal<string>;
  readonly frozen: Signal<boolean>;
  /** What was chosen in the view of coverage. */
  readonly coverage: CoverageState;
  /** What was chosen in the view of flow graphs. */
  readonly flow: FlowChoice;
  /** What is plotted over time. */
  readonly plotted: Signal<readonly PlotTarget[]>;
  /** Path key of the selected node of the shown tree. */
  readonly selected: Signal<number | null>;
  /** Key of the selected row of the table of functions. */
  readonly selectedFunction: Signal<number | null>;
  /** For each tree, the path keys of its open nodes; null while nobody has opened or closed one. */
  readonly opened: Readonly<Record<TreeTab, Signal<ReadonlySet<number> | null>>>;
  /** What the panel itself has to say: the outcome of the last command. Shown before the background's notice. */
  readonly notice: Signal<Notice | null>;
  /** Commands that wait for their answer, by what the button says. */
  readonly busy: Signal<ReadonlySet<string>>;
  /** As DevTools tells it. */
  readonly theme: Signal<Theme>;
}

export type TreeTab = 'tree' | 'bottom-up';

export const shapeOf: Record<ViewTab, Shape> = {
  flame: 'top-down',
  tree: 'top-down',
  'bottom-up': 'bottom-up',
  functions: 'functions',
  flow: 'top-down',
  plots: 'top-down',
  lines: 'lines',
  coverage: 'top-down',
  objects: 'top-down',
};

export function createPanelState(tabId: TabId, settings: Settings): PanelState {
  const tab = signal<TabState | null>(null);
  const captures = signal<readonly CaptureSummary[]>([]);
  const picked = signal<string | null>(null);
  const own = signal<string | null>(null);
  const shown = computed(() => {
    const wanted = picked.value ?? own.value;
    return captures.value.find(({ id }) => id === wanted) ?? null;
  });
  return {
    tabId,
    tab,
    captures,
    picked,
    own,
    shown,
    wantsAccess: signal(false),
    port: signal<number | null>(settings.port),
    options: signal(settings.options),
    viewTab: signal<ViewTab>('flame'),
    measure: signal<Measure>('live'),
    isolate: signal<string | null>(null),
    scope: signal<IsolateScope>('all'),
    range: signal<TimeRange | null>(null),
    moment: signal<Milliseconds | null>(null),
    comparedWith: signal<string | null>(null),
    normalised: signal(false),
    filter: signal(''),
    frozen: signal(false),
    coverage: createCoverageState(),
    flow: createFlowChoice(),
    plotted: signal<readonly PlotTarget[]>([]),
    selected: signal<number | null>(null),
    selectedFunction: signal<number | null>(null),
    opened: { tree: signal(null), 'bottom-up': signal(null) },
    notice: signal<Notice | null>(null),
    busy: signal<ReadonlySet<string>>(new Set()),
    theme: signal<Theme>('light'),
  };
}

export const errorNotice = (error: unknown): Notice => ({ level: 'error', error: reportOf(error) });
