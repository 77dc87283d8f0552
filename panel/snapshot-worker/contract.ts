/** The contract between the panel and the worker of one snapshot: everything that is long is a list, and comes in pages. */
import type { Frame } from '../../src/calltree/frame.ts';
import type { CaptureFile } from '../../src/captures/capture-summary.ts';
import type { Statistics } from '../../src/snapshot/class-table.ts';
import type { LeakReport } from '../../src/snapshot/leaks/find-leaks.ts';
import type { Outlook } from '../../src/snapshot/memory/outlook.ts';
import type { Progress } from '../../src/snapshot/progress.ts';
import type { NodeFilter } from '../../src/snapshot/queries/filters.ts';
import type { SizeClasses } from '../../src/snapshot/queries/size-classes.ts';
import type { TimelineTicks } from '../../src/snapshot/queries/timeline.ts';
import type { WantedObjects } from '../../src/snapshot/queries/wanted-objects.ts';
import type { SnapshotSummary } from '../../src/snapshot/summary/snapshot-summary.ts';
import type { Outcome } from '../outcome.ts';

/** A file in the library. */
export interface SnapshotFile {
  readonly captureId: string;
  /** Its name in the folder of the capture. */
  readonly name: CaptureFile['name'];
}

/** What is known of a snapshot as soon as it is open. */
export interface SnapshotInfo {
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** The node that holds all others. */
  readonly root: number;
  /** Bytes, as the Memory panel shows them. */
  readonly totalSize: number;
  readonly statistics: Statistics;
  /** The highest id of an object: what has a higher one is younger than the snapshot. */
  readonly lastObjectId: number;
  /** When the objects of an allocation timeline were made; null for a plain snapshot. */
  readonly ticks: TimelineTicks | null;
  /** Whether it knows where its objects were allocated. */
  readonly hasStacks: boolean;
  /** Whether it knows which function uses which variable: files before Chrome 156 do not. */
  readonly hasScopes: boolean;
  /** The types that objects have in this file. */
  readonly nodeTypes: readonly string[];
}

/** Which of the two snapshots that a worker may hold: the one that is shown, or the one it is compared with. */
export type Side = 'shown' | 'base';

/** A list that can be opened. What a row holds is again a list. A `filter` is text or `/regular expression/`, empty for all. */
export type ListSpec =
  | { readonly kind: 'classes'; readonly filter: string; readonly scope: NodeFilter }
  | { readonly kind: 'instances'; readonly classIndex: number; readonly scope: NodeFilter }
  | { readonly kind: 'contents'; readonly side: Side; readonly node: number }
  | { readonly kind: 'retainers'; readonly side: Side; readonly node: number }
  | { readonly kind: 'dominated'; readonly node: number }
  /** Texts that are in memory more than once. */
  | { readonly kind: 'strings'; readonly filter: string }
  | { readonly kind: 'copies'; readonly group: number }
  /** DOM trees outside of every document. */
  | { readonly kind: 'detached trees'; readonly filter: string }
  | { readonly kind: 'detached nodes'; readonly tree: number }
  /** Functions that allocated what an allocation timeline recorded. */
  | { readonly kind: 'allocations'; readonly filter: string }
  | { readonly kind: 'callers'; readonly traceNodeIds: readonly number[]; readonly depth: number }
  /** Classes that differ from the base. */
  | { readonly kind: 'changes'; readonly filter: string }
  | { readonly kind: 'changed'; readonly change: number }
  /** Classes over all snapshots that were added to the trend. */
  | { readonly kind: 'trend'; readonly filter: string }
  /** Single objects that are like this. */
  | { readonly kind: 'objects'; readonly wanted: WantedObjects }
  /** Scopes of functions whose variables are kept though no function can use them, each time one was entered, and the variables. */
  | { readonly kind: 'dead scopes'; readonly filter: string }
  | { readonly kind: 'dead contexts'; readonly scope: number }
  | { readonly kind: 'dead variables'; readonly scope: number; readonly context: number }
  /** What came with an action and stayed, in groups of what is held alike. */
  | { readonly kind: 'leaks'; readonly filter: string }
  /** From a root to one object of such a group. */
  | { readonly kind: 'leak trace'; readonly leak: number }
  /** What a search finds. */
  | { readonly kind: 'found'; readonly text: string };

/** By which column a list is sorted: `name`, or one of the rows' figures. */
export interface ListOrder {
  readonly column: string;
  readonly descending: boolean;
}

/** An open list: rows are asked for by its number until it is closed. */
export interface ListHandle {
  readonly list: number;
  readonly count: number;
  /** Sums over all rows of a list of groups, such as classes; empty for a list of single objects. */
  readonly totals: Figures;
}

/** For columns by their id, what stands in them: bytes, counts, distances. */
export type Figures = Readonly<Record<string, number>>;

/** A row of any list. */
export interface ListRow {
  /** Tells it from the others of its list, whatever their order. */
  readonly id: number;
  /** What the first column says. */
  readonly text: string;
  /** What kind of thing it is, in one sentence, where its name is V8's and does not say so. */
  readonly explanation?: string | null;
  readonly figures: Figures;
  /** For further columns of words by their id, what stands in them. */
  readonly words?: Readonly<Record<string, string>>;
  /** The object it stands for; null for a class or another group. */
  readonly object: ObjectRef | null;
  /** What lies below it; null for a leaf. */
  readonly below: ListSpec | null;
  /** Where a row that is a function stands. */
  readonly frame?: Frame;
  /** For a row of allocations, the stacks that allocated. */
  readonly traceNodeIds?: readonly number[];
}

/** An object of the heap. */
export interface ObjectRef {
  readonly side: Side;
  /** Ordinal of its node. */
  readonly node: number;
  /** The number behind `@`. */
  readonly heapObjectId: number;
  readonly className: string;
}

/** A table that objects can be looked up in. */
export type ObjectTable =
  | 'classes'
  | 'changes'
  | 'objects'
  | 'containment'
  | 'dominators'
  | 'strings'
  | 'detached trees';

/** A realm of the page, such as a frame. */
export interface RealmInfo {
  /** Ordinal of its native context. */
  readonly node: number;
  /** The number behind `@`. */
  readonly heapObjectId: number;
  readonly name: string;
}

/** The two snapshots that come before the shown one where leaks are looked for. */
export interface PastFiles {
  /** Taken before the action. */
  readonly baseline: SnapshotFile;
  /** Taken after the action; the shown one is taken after it was undone. */
  readonly target: SnapshotFile;
}

/** What a search for leaks came to; the list `leaks` has the rest. */
export interface LeakOverview extends Pick<LeakReport, 'verdict'> {
  /** Groups of objects that a detector is sure of. */
  readonly leaks: number;
  /** Groups that merely stayed. */
  readonly suspects: number;
}

/** What the worker calls in the panel. */
export interface SnapshotListener {
  progress(progress: Progress): void;
}

export interface SnapshotApi {
  /** What the head of a file says; null when it is not that of a snapshot. */
  look(file: SnapshotFile): Promise<Outcome<Outlook | null>>;
  /** Counts the classes of a snapshot without opening it: for that it needs little memory. */
  summarize(file: SnapshotFile, listener: SnapshotListener): Promise<Outcome<SnapshotSummary>>;
  /** Opens the snapshot that is shown; to be called once, before all questions about it. */
  open(file: SnapshotFile, listener: SnapshotListener): Promise<Outcome<SnapshotInfo>>;
  /** Opens another to compare with, in the place of the one before. */
  openBase(file: SnapshotFile, listener: SnapshotListener): Promise<Outcome<void>>;
  /** Ends what is read to compare with, and lets go of what was. */
  closeBase(): void;
  /** Counts the classes of these, one after the other, for the list `trend`; they are given oldest first, with the shown one among them. */
  openTrend(files: readonly SnapshotFile[], shown: number, listener: SnapshotListener): Promise<Outcome<void>>;
  /** Looks for leaks, in the place of the search before. */
  findLeaks(past: PastFiles, listener: SnapshotListener): Promise<Outcome<LeakOverview>>;
  /** Ends a search, and forgets what it found. */
  forgetLeaks(): void;
  list(spec: ListSpec, order: ListOrder): ListHandle;
  /** Rows from the one at `from` on, at most `count`. */
  rows(list: number, from: number, count: number): readonly ListRow[];
  /** The place of the row with this id in a list, or -1. */
  placeOf(list: number, id: number): number;
  close(list: number): void;
  /** Ids of the rows that lead to an object in a table, from the top; null when it is not in there. */
  pathTo(table: ObjectTable, object: ObjectRef): readonly number[] | null;
  /** Retainers that do not count from now on; none to have all back. */
  ignoreRetainers(nodes: readonly number[]): void;
  realms(): readonly RealmInfo[];
  /** @param traceNodeIds only what these stacks allocated; null for all. */
  sizeClasses(traceNodeIds: readonly number[] | null): SizeClasses;
  /** The stack that allocated an object, the function itself first; empty when it was not recorded. */
  stackOf(object: ObjectRef): readonly Frame[];
  /** Where the constructor of an object, or the function that it is, stands; null when that is not known. */
  placeInSource(object: ObjectRef): Frame | null;
}
