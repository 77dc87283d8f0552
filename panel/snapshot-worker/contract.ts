/** The contract between the panel and the worker of one snapshot: everything that is long is a list, and comes in pages. */
import type { Frame } from '../../src/calltree/frame.ts';
import type { CaptureFile } from '../../src/captures/capture-summary.ts';
import type { ErrorReport } from '../../src/errors/heapscope-error.ts';
import type { Statistics } from '../../src/snapshot/class-table.ts';
import type { Progress } from '../../src/snapshot/progress.ts';

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
  /** Whether it knows where its objects were allocated. */
  readonly hasStacks: boolean;
}

/** Which of the two snapshots that a worker may hold: the one that is shown, or the one it is compared with. */
export type Side = 'shown' | 'base';

/** A list that can be opened. What a row holds is again a list. */
export type ListSpec =
  | { readonly kind: 'classes'; readonly filter: string }
  | { readonly kind: 'instances'; readonly classIndex: number }
  | { readonly kind: 'contents'; readonly side: Side; readonly node: number }
  | { readonly kind: 'retainers'; readonly side: Side; readonly node: number }
  | { readonly kind: 'dominated'; readonly node: number };

/** Columns that lists are sorted by. */
export type ColumnId = 'name' | 'count' | 'distance' | 'shallowSize' | 'retainedSize';

export interface ListOrder {
  readonly column: ColumnId;
  readonly descending: boolean;
}

/** An open list: rows are asked for by its number until it is closed. */
export interface ListHandle {
  readonly list: number;
  readonly count: number;
}

/** For columns of figures, what stands in them: bytes, counts, distances. */
export type Figures = Readonly<Partial<Record<Exclude<ColumnId, 'name'>, number>>>;

/** A row of any list. */
export interface ListRow {
  /** Tells it from the others of its list, whatever their order. */
  readonly id: number;
  /** What the first column says. */
  readonly text: string;
  readonly figures: Figures;
  /** The object it stands for; null for a class or another group. */
  readonly object: ObjectRef | null;
  /** What lies below it; null for a leaf. */
  readonly below: ListSpec | null;
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

/** What the worker calls in the panel. */
export interface SnapshotListener {
  progress(progress: Progress): void;
}

export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: ErrorReport };

export interface SnapshotApi {
  /** Opens the snapshot that is shown; to be called once, before all else. */
  open(file: SnapshotFile, listener: SnapshotListener): Promise<Outcome<SnapshotInfo>>;
  list(spec: ListSpec, order: ListOrder): ListHandle;
  /** Rows from the one at `from` on, at most `count`. */
  rows(list: number, from: number, count: number): readonly ListRow[];
  /** The place of the row with this id in a list, or -1. */
  placeOf(list: number, id: number): number;
  close(list: number): void;
  /** Where the constructor of an object, or the function that it is, stands; null when that is not known. */
  placeInSource(object: ObjectRef): Frame | null;
}
