/**
 * The contract between the panel and the background: what may be asked, what comes back, what is published.
 * Commands go up as one-shot runtime messages and settle quickly; everything that takes time is seen in the published state.
 */
import type { CaptureFile, CaptureSummary } from '../captures/capture-summary.ts';
import type { ErrorReport } from '../errors/heapscope-error.ts';
import type { RecordingOptions } from '../recording/options.ts';
import type { InstrumentKind, IsolateName, Row } from '../recording/rows.ts';
import type { Bytes, EpochMilliseconds } from '../units.ts';
import type { ObjectCommands } from './objects.ts';

export type TabId = number;

// 1. Commands: panel → service worker → relay.

/** For each command, what it takes and what it answers. */
export interface Commands extends LibraryCommands, ObjectCommands {
  /** Opens the panel's view of a tab: the state is published at once and after every change, until the panel lets go of its lock. */
  'watch-tab': { params: { tabId: TabId; lock: string }; answer: void };
  connect: { params: { tabId: TabId; port: number }; answer: void };
  disconnect: { params: Record<never, never>; answer: void };
  'start-recording': {
    params: { tabId: TabId; options: RecordingOptions; page: PageName; reload: boolean };
    answer: void;
  };
  'stop-recording': { params: { tabId: TabId }; answer: void };
  /** Publishes the whole of a running recording again, as rows addressed to `reader`. False when it does not run (any more). */
  'catch-up': { params: { captureId: string; reader: string }; answer: boolean };
  'collect-garbage': { params: { tabId: TabId }; answer: void };
  /** @param isolate as in the tab's state; null for the page. */
  'take-snapshot': { params: { tabId: TabId; page: PageName; isolate: string | null }; answer: void };
  /** Counts the objects of the page by constructor. */
  'count-classes': { params: { tabId: TabId; page: PageName }; answer: void };
  'detached-dom': { params: { tabId: TabId; page: PageName }; answer: void };
  /** What V8 knows of coverage without having been asked to count. */
  'best-effort-coverage': { params: { tabId: TabId; page: PageName; isolate: string | null }; answer: void };
  export: { params: { captureId: string; file: string }; answer: ExportedFile };
  /** Exports what a panel has made of a capture and left as `arrivingFile` in a folder of its own, which is removed. */
  'export-made': { params: { captureId: string; folder: string; extension: string }; answer: ExportedFile };
  'open-debugging-settings': { params: Record<never, never>; answer: void };
}
/** What a person does with captures. */
export interface LibraryCommands {
  /** @param name empty for none. */
  'rename-capture': { params: { captureId: string; name: string }; answer: void };
  'note-capture': { params: { captureId: string; note: string }; answer: void };
  /** Takes captures out of the list; `restore-captures` brings them back, `purge-captures` removes them for good. */
  'remove-captures': { params: { captureIds: readonly string[] }; answer: void };
  'restore-captures': { params: { captureIds: readonly string[] }; answer: void };
  'purge-captures': { params: { captureIds: readonly string[] }; answer: void };
  /** Lists a file that a panel has put into the library. */
  'adopt-import': { params: { captureId: string; file: CaptureFile; fileName: string }; answer: void };
}

export type CommandName = keyof Commands;
export type CommandParams<Name extends CommandName> = Commands[Name]['params'];
export type CommandAnswer<Name extends CommandName> = Commands[Name]['answer'];

/** The page a capture was made of. */
export interface PageName {
  readonly url: string;
  readonly title: string;
}

export interface ExportedFile {
  /** Where the browser says the file is now. */
  readonly path: string;
  readonly bytes: Bytes;
}

export type Answer<Name extends CommandName> =
  | { readonly ok: true; readonly value: CommandAnswer<Name> }
  | { readonly ok: false; readonly error: ErrorReport };

export type CommandMessage = {
  [Name in CommandName]: { readonly to: 'background'; readonly command: Name; readonly params: CommandParams<Name> };
}[CommandName];

// 2. What is published: relay → panel, over two BroadcastChannels.

/** Read by every panel. */
export const stateChannelName = 'heapscope state';
/** Read by the analysis workers alone, so that no panel's main thread ever unpacks a row. */
export const rowsChannelName = 'heapscope rows';

export type Published =
  | { readonly kind: 'state'; readonly tabId: TabId; readonly state: TabState }
  | { readonly kind: 'captures'; readonly captures: readonly CaptureSummary[] }
  /** A capture was made of the tab at once; it is listed. */
  | { readonly kind: 'captured'; readonly tabId: TabId; readonly captureId: string };

export interface PublishedRows {
  readonly captureId: string;
  /** Number of the first of `rows` in the recording's log; of rows for one reader, the number of the row that comes next. */
  readonly first: number;
  readonly rows: readonly Row[];
  /** The one reader that asked to catch up, and for whom these rows are the whole so far; null is for everybody. */
  readonly reader: string | null;
}

export interface TabState {
  readonly connection: ConnectionState;
  readonly domains: DomainRoutes;
  /** The page first; empty while nothing is attached. */
  readonly isolates: readonly IsolateState[];
  readonly recording: RecordingState | null;
  readonly snapshot: SnapshotProgress | null;
  /** The last thing that went wrong or is worth a sentence; replaced by the next. */
  readonly notice: Notice | null;
}

/** An isolate of the tab that is there now. */
export interface IsolateState extends IsolateName {
  /** What a person reads; no other isolate of the tab has the same. */
  readonly label: string;
  /** Heap, embedder and buffers; null before the first reading. */
  readonly liveBytes: Bytes | null;
  /** Bytes per second, by linear regression over two minutes; null before there are enough readings. */
  readonly trend: number | null;
}

export type ConnectionState =
  | { readonly kind: 'off'; readonly reason: ErrorReport | null }
  | {
      readonly kind: 'connecting';
      readonly port: number;
      readonly mode: ConnectionMode | null;
      readonly since: EpochMilliseconds;
    }
  | { readonly kind: 'connected'; readonly port: number; readonly mode: ConnectionMode; readonly browser: string };

/** How the browser lets us in: Chrome's own dialog, or a port that was opened on the command line. */
export type ConnectionMode = 'approval' | 'port-flag';

export type Domain = 'HeapProfiler' | 'Profiler' | 'Runtime';
/** Which way a domain goes; `unavailable` until a way is known. */
export type Route = 'debugger' | 'socket' | 'unavailable';
export type DomainRoutes = Readonly<Record<Domain, Route>>;

export interface RecordingState {
  readonly captureId: string;
  readonly startedAt: EpochMilliseconds;
  readonly options: RecordingOptions;
  readonly instruments: readonly InstrumentKind[];
  readonly phase: 'starting' | 'running' | 'stopping';
}

/** How far V8 is with a heap snapshot, or with the file of an allocation timeline, which ends in one. */
export interface SnapshotProgress {
  readonly of: 'heap snapshot' | 'allocation timeline';
  readonly captureId: string;
  /** 0 to 100. */
  readonly percent: number;
  readonly stage: 'building' | 'receiving';
  readonly bytes: Bytes;
}

export type Notice =
  | { readonly level: 'error'; readonly error: ErrorReport }
  | { readonly level: 'info'; readonly sentence: string };
