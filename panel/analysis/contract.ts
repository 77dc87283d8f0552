/** The contract between the panel and its analysis worker: what is to be shown, and what comes back. */
import type { CallTree } from '../../src/calltree/call-tree.ts';
import type { Frame } from '../../src/calltree/frame.ts';
import type { FunctionTable } from '../../src/calltree/functions.ts';
import type { LineTable } from '../../src/calltree/lines.ts';
import type { ErrorReport } from '../../src/errors/heapscope-error.ts';
import type { HeapprofFiles } from '../../src/formats/heapprof.ts';
import type { TimePlot } from '../../src/recording/history/time-plot.ts';
import type { TimeRange } from '../../src/recording/history/windows.ts';
import type { IsolateScope } from '../../src/recording/recording-model.ts';
import type { IsolateKind, MarkRow } from '../../src/recording/rows.ts';
import type { Bytes, IsolateIndex, Milliseconds } from '../../src/units.ts';
import type { Outcome } from '../outcome.ts';
import type { CoverageRequest, CoverageUpdate } from './coverage-contract.ts';
import type { CoverageFormat } from './coverage-file.ts';
import type { FlowAnswer, FlowRequest } from './flow-contract.ts';
import type { ImportedFile } from './import-file.ts';
import type { ImportSource } from './import-into-library.ts';
import type { PlotTarget } from './plots-contract.ts';

/**
 * Which weight the trees carry. Bytes of the sampling profile: alive at the moment; allocated in the selected time, collected in it,
 * allocated in it and alive at its end; changed from its start to its end. Or microseconds of the CPU profile in it.
 */
export type Measure = 'live' | 'allocated' | 'collected' | 'kept' | 'change' | 'cpu';
export type Shape = 'top-down' | 'bottom-up' | 'functions' | 'lines';

/** What is looked at: a running recording, a recording on disk, a profile on disk, or nothing. */
export type Subject =
  | { readonly kind: 'live'; readonly captureId: string }
  | { readonly kind: 'recording'; readonly captureId: string }
  | {
      readonly kind: 'profile';
      readonly captureId: string;
      readonly format: 'heapprofile' | 'cpuprofile';
      /** Its name in the folder of the capture. */
      readonly file: string;
    }
  | { readonly kind: 'coverage'; readonly captureId: string; readonly file: string }
  | { readonly kind: 'none' };

/** A capture that another can be compared with by its call trees. */
export type BaseSubject = Extract<Subject, { kind: 'recording' | 'profile' }>;

export interface ViewRequest {
  /** Counts the requests, so that an update can say which one it answers. */
  readonly wish: number;
  readonly measure: Measure;
  readonly shape: Shape;
  /** Of which isolates. One that the capture does not have is shown as all. */
  readonly scope: IsolateScope;
  /** Text or `/regular expression/`; empty for everything. */
  readonly filter: string;
  /** The selected time; null for all of it. */
  readonly range: TimeRange | null;
  /** The moment that is looked at; null for the end of the selected time, or now. */
  readonly moment: Milliseconds | null;
  /** The capture to compare with; null for none. */
  readonly comparedWith: BaseSubject | null;
  /** Whether a change is one of shares. */
  readonly normalised: boolean;
  /** Path keys of the open nodes of a bottom-up tree, which is made no further than it is seen; null opens its heaviest path. */
  readonly opened: ReadonlySet<number> | null;
  /** Data keeps coming; the picture stays. */
  readonly frozen: boolean;
  /** What of coverage is wanted; null while that view is not shown. */
  readonly coverage: CoverageWish | null;
}

export interface CoverageWish extends CoverageRequest {
  /** The capture to compare with; null for none. */
  readonly comparedWith: CoverageFileName | null;
}

/** Where the coverage of a capture is: in the log of a recording, or in a file of its own. */
export interface CoverageFileName {
  readonly captureId: string;
  /** Null for the log. */
  readonly file: string | null;
}

/** An isolate of the shown recording. */
export interface IsolateInfo {
  readonly index: IsolateIndex;
  /** As in the tab's state. */
  readonly id: string;
  readonly kind: IsolateKind;
  /** What a person reads; no two of a recording are the same. */
  readonly label: string;
  readonly url: string;
  readonly hasLeft: boolean;
  /** Heap, embedder and buffers at the last reading; null before the first. */
  readonly liveBytes: Bytes | null;
}

/** A call tree on its way: frames travel once, the main thread keeps them. */
export interface TreeUpdate extends Omit<CallTree, 'frames'> {
  /** Tells tables of frames apart: when it changes, the kept frames are void. */
  readonly frameTable: string;
  readonly framesFrom: number;
  readonly newFrames: readonly Frame[];
}

/** Columns of the time strip; times are milliseconds since the start of the recording. */
export interface StripUpdate {
  readonly duration: Milliseconds;
  readonly usageTime: Float64Array;
  readonly used: Float64Array;
  readonly total: Float64Array;
  readonly embedder: Float64Array;
  readonly backingStorage: Float64Array;
  /** Of the allocation timeline, else of samples: for each stretch of time, what was allocated in it and what of that is alive. */
  readonly barStart: Float64Array;
  readonly barEnd: Float64Array;
  readonly barAllocated: Float64Array;
  readonly barLive: Float64Array;
  /** Whether the bars are what samples tell from poll to poll, and not an allocation timeline. */
  readonly barsAreSampled: boolean;
  readonly marks: readonly MarkRow[];
}

/** Figures of the moment that is looked at. */
export interface RecordingFigures {
  /** Samples alive. */
  readonly samples: number;
  /** Relative standard error of the sampled total, 0 to 1. */
  readonly relativeError: number;
  readonly sampledBytes: Bytes;
  /** What V8 itself measures: the used heap, and what belongs to it outside; null before the first reading. */
  readonly usedBytes: Bytes | null;
  readonly backingStorageBytes: Bytes | null;
  readonly embedderBytes: Bytes | null;
  readonly domNodes: number | null;
  readonly listeners: number | null;
  readonly documents: number | null;
  /** Time between the last two polls of the sampling profile; null before the second. */
  readonly pollEvery: Milliseconds | null;
  readonly cpuSamples: number;
  /** Bytes at the end of a log that could not be read; 0 for a whole one. */
  readonly missingBytes: number;
}

export interface Peak {
  readonly time: Milliseconds;
  readonly total: Bytes;
}

/** What the shown tree weighs, and when. */
export interface ShownWeight {
  readonly measure: Measure;
  /** Of `live` bytes, the end is the moment. */
  readonly period: TimeRange;
  /** Whether it is the present that is shown, and not the past. */
  readonly isNow: boolean;
  /** Of the capture that it is compared with, the time; null where it is compared with none. */
  readonly base: TimeRange | null;
  readonly normalised: boolean;
  /** Standard error of the whole in bytes; null where that is not known, as of a filtered tree, or nothing is estimated. */
  readonly standardError: number | null;
}

export interface AnalysisUpdate {
  /** Counts the calls of `look`: an update for an earlier subject is out of date. */
  readonly look: number;
  /** The request that it answers: the panel may have made others meanwhile. */
  readonly wish: number;
  /** Null while it is what was sent last. */
  readonly strip: StripUpdate | null;
  readonly figures: RecordingFigures;
  readonly measures: readonly Measure[];
  /** When most was alive; null while nobody has asked for the past. */
  readonly peak: Peak | null;
  /** What `tree` is: the panel may have turned to another view meanwhile. */
  readonly shape: Shape;
  /** What `tree` weighs; null where there is nothing to weigh. */
  readonly weight: ShownWeight | null;
  readonly tree: TreeUpdate | null;
  readonly functions: FunctionTable | null;
  readonly lines: LineTable | null;
  /** For each frame of the tree whose function V8 had to deoptimise, its reason. */
  readonly deopts: ReadonlyMap<number, string>;
  readonly isolates: readonly IsolateInfo[];
  /** Whether coverage was recorded. */
  readonly hasCoverage: boolean;
  /** Null while it is not wanted, or there is none. */
  readonly coverage: CoverageUpdate | null;
}

/** What the worker calls in the panel; it waits for the answer before it sends the next. */
export interface AnalysisListener {
  update(update: AnalysisUpdate): void;
  failed(look: number, error: ErrorReport): void;
}

/** Folders with heapprof's files, by their endings. */
export type HeapprofFolders = Readonly<Record<keyof HeapprofFiles, string>>;

export interface Analysis {
  listen(listener: AnalysisListener): void;
  /** Turns to another subject. Rows of a live one are asked for by `catch-up` with the reader name that comes back. */
  look(subject: Subject, look: number): Promise<string>;
  show(view: ViewRequest): void;
  /** When most was alive of what the view is of; null where nobody can know. */
  peak(): Promise<Peak | null>;
  /** What is shown as a flow graph; null when there is nothing, or not yet. */
  flow(request: FlowRequest): Promise<Outcome<FlowAnswer | null>>;
  /** What was alive of chosen functions or lines over the selected time; null where nobody can know. */
  plots(targets: readonly PlotTarget[]): Promise<Outcome<TimePlot | null>>;
  /** Puts a file into the library, or the files of a heapprof recording; the background then has to adopt it. */
  importFile(source: ImportSource): Promise<Outcome<ImportedFile>>;
  /** Leaves the coverage of the subject as a file in a folder of its own, whose name comes back; null when it has none. */
  makeCoverageFile(format: CoverageFormat): Promise<string | null>;
  /** Leaves the history of the subject as heapprof's files, each in a folder of its own, whose names come back; null when it has none. */
  makeHeapprofFiles(): Promise<Outcome<HeapprofFolders | null>>;
  /** Leaves a text as a file in a folder of its own, whose name comes back. */
  makeTextFile(text: string): Promise<string>;
}
