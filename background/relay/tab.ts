import type { TargetSession } from '../../src/cdp/target-session.ts';
import type { ErrorReport } from '../../src/errors/heapscope-error.ts';
import { HeapscopeError, reportOf } from '../../src/errors/heapscope-error.ts';
import type {
  DomainRoutes,
  IsolateState,
  Notice,
  PageName,
  PublishedRows,
  RecordingState,
  SnapshotProgress,
  TabId,
} from '../../src/messages/contract.ts';
import type { RecordingOptions } from '../../src/recording/options.ts';
import { instrumentsOf } from '../../src/recording/options.ts';
import type { InstrumentKind } from '../../src/recording/rows.ts';
import { milliseconds } from '../../src/units.ts';
import { ConsoleCaptures } from '../recorder/console-captures.ts';
import { Recording, type RecordingHost, reachable } from '../recorder/recording.ts';
import { captureSnapshot } from '../recorder/snapshot.ts';
import { captureText, type TextCapture } from '../recorder/text-capture.ts';
import { isolateAttachment } from '../targets/isolate-attachment.ts';
import type { Attachment, SharedAttachments } from '../targets/shared-attachments.ts';
import { TabWatch } from './tab-watch.ts';

export interface TabHost extends RecordingHost {
  readonly attachments: SharedAttachments;
  /** Which way the domains go now. */
  routes(): DomainRoutes;
  /** Something of this tab that panels show has changed. */
  changed(): void;
  /** Settles when panels have been sent the new list. */
  capturesChanged(): Promise<void>;
  /** A capture was made at once, without having been seen under way. */
  captured(tabId: TabId, captureId: string): void;
  publishRows(rows: PublishedRows): void;
}

const instrumentNames: Record<InstrumentKind, string> = {
  'allocation-sampling': 'allocation sampling',
  'allocation-timeline': 'the allocation timeline',
  'cpu-profile': 'the CPU profile',
  'heap-usage': 'heap usage',
  coverage: 'coverage',
};

/** What of the wanted instruments is not recorded, and why; null when all are. */
function limitsOf(wanted: RecordingOptions, recorded: RecordingOptions): Notice | null {
  const running = new Set(instrumentsOf(recorded));
  const missing = instrumentsOf(wanted).filter(kind => !running.has(kind));
  if (missing.length === 0) return null;
  const names = new Intl.ListFormat('en').format(missing.map(kind => instrumentNames[kind]));
  return { level: 'info', sentence: `Recording without ${names}: that needs full access. Press Connect to get it.` };
}

/** What is only worth knowing goes when it has been read; an error stays until something else is done. */
const readWithin = milliseconds(20_000);

const crashed = 'The page has crashed. What was recorded is safe; load the page again, and the recording goes on.';

async function collectGarbageIn(session: TargetSession): Promise<void> {
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
}

/** Snapshot chunks come 50 times a second; a person reads four. */
const progressEvery = milliseconds(250);

/** What the relay does on one inspected tab: at most one recording, at most one snapshot at a time. */
export class Tab {
  #recording: Recording | null = null;
  /** The start that is under way; settles with it. */
  #starting: Promise<void> | null = null;
  #takingSnapshot = false;
  #phase: RecordingState['phase'] = 'starting';
  #snapshot: SnapshotProgress | null = null;
  #notice: Notice | null = null;
  #lastProgress = 0;
  #lastStream: Promise<unknown> = Promise.resolve();
  readonly #watch: TabWatch;

  constructor(
    readonly tabId: TabId,
    private readonly host: TabHost,
  ) {
    const { clock, attachments } = host;
    this.#watch = new TabWatch(tabId, {
      clock,
      attachments,
      routes: () => host.routes(),
      changed: () => host.changed(),
      accompany: attachment => this.#hearConsole(attachment),
    });
  }

  /** What the page profiles by itself becomes captures. */
  #hearConsole({ isolates }: Attachment): () => void {
    const { store, library, clock } = this.host;
    const captures = new ConsoleCaptures(isolates, {
      store,
      library,
      clock,
      started: name => this.#recording?.mark('console-profile', `console.profile: ${name}`),
      captured: id => void this.#tellOf(id, `The page has made a profile: it is in the list of captures.`),
      failed: error => this.notify({ level: 'error', error: reportOf(error) }),
    });
    captures.start();
    return () => captures.stop();
  }

  /** What is being recorded stays in view. */
  async #tellOf(captureId: string, sentence: string): Promise<void> {
    await this.host.capturesChanged();
    if (!this.#recording) this.host.captured(this.tabId, captureId);
    this.notify({ level: 'info', sentence });
  }

  /** The isolates that are there, the page first; none while nobody looks, or nothing can be attached to. */
  get isolates(): readonly IsolateState[] {
    return this.#watch.isolates;
  }

  /** A panel was opened on the tab. @param closed settles when it is closed. */
  watch(closed: Promise<void>): void {
    this.#watch.begin(closed);
  }

  /** The connection has changed. */
  reconnected(): void {
    this.#watch.follow();
  }

  get recording(): RecordingState | null {
    const recording = this.#recording;
    if (!recording) return null;
    const { captureId, startedAt, options, kinds } = recording;
    return { captureId, startedAt, options, instruments: kinds, phase: this.#phase };
  }

  get snapshot(): SnapshotProgress | null {
    return this.#snapshot;
  }

  get notice(): Notice | null {
    return this.#notice;
  }

  notify(notice: Notice | null): void {
    this.#notice = notice;
    this.host.changed();
    if (notice?.level === 'info') this.host.clock.after(readWithin, () => this.#forgetNotice(notice));
  }

  #forgetNotice(notice: Notice): void {
    if (this.#notice !== notice) return;
    this.#notice = null;
    this.host.changed();
  }

  /** @param reload loads the page anew once everything records. */
  async startRecording(wanted: RecordingOptions, page: PageName, reload: boolean): Promise<void> {
    if (this.#recording || this.#starting) throw new HeapscopeError('already-recording');
    if (instrumentsOf(wanted).length === 0) throw new HeapscopeError('nothing-selected');
    this.#notice = null;
    const starting = this.#start(wanted, page);
    this.#starting = starting.then(
      () => {},
      () => {},
    );
    try {
      const recording = await starting;
      if (reload) await recording.reload();
    } finally {
      this.#starting = null;
    }
  }

  async #start(wanted: RecordingOptions, page: PageName): Promise<Recording> {
    const attachment = await this.host.attachments.lease(this.tabId);
    try {
      const options = reachable(wanted, domain => attachment.routes[domain] !== 'unavailable');
      if (instrumentsOf(options).length === 0) throw new HeapscopeError('not-connected', { what: 'what is chosen' });
      const recording = this.#newRecording(attachment, options, page);
      this.#recording = recording;
      this.#enter('starting');
      await recording.start();
      const limits = limitsOf(wanted, options);
      if (limits) this.notify(limits);
      this.#enter('running');
      return recording;
    } catch (error) {
      if (this.#recording) this.#forget(this.#recording);
      await attachment.release();
      this.host.changed();
      throw error;
    }
  }

  #newRecording(attachment: Attachment, options: RecordingOptions, page: PageName): Recording {
    const recording: Recording = new Recording(attachment, options, page, this.host, {
      rows: (rows, first) => this.host.publishRows({ captureId: recording.captureId, first, rows, reader: null }),
      endedItself: reason => this.#endedItself(recording, reason),
      crashed: () => this.notify({ level: 'info', sentence: crashed }),
      instrumentFailed: error => this.notify({ level: 'error', error: reportOf(error) }),
      stopping: step => this.#advance({ of: 'allocation timeline', captureId: recording.captureId, ...step }),
    });
    return recording;
  }

  /** What is still starting is stopped when it has started. */
  async stopRecording(): Promise<void> {
    await this.#starting?.catch(() => {});
    const recording = this.#recording;
    if (!recording) throw new HeapscopeError('not-recording');
    this.#enter('stopping');
    try {
      await this.#oneAtATime(() => recording.stop());
    } finally {
      // Listed first: what a panel shows of a recording that has stopped is what is on the disk.
      await this.host.capturesChanged().finally(() => {
        this.#forget(recording);
        this.host.changed();
      });
    }
  }

  /** Publishes the running recording from its beginning to `reader`, if it is this one. */
  catchUp(captureId: string, reader: string): boolean {
    const recording = this.#recording;
    if (recording?.captureId !== captureId) return false;
    this.host.publishRows({ captureId, first: recording.rowCount, rows: recording.catchUp(), reader });
    return true;
  }

  /** In every isolate of the tab. */
  async collectGarbage(): Promise<void> {
    const attachment = await this.host.attachments.lease(this.tabId);
    try {
      const { page } = attachment.isolates;
      const others = attachment.isolates.present.filter(isolate => isolate !== page);
      // A worker may end meanwhile; that the page refuses is told.
      await Promise.all([
        collectGarbageIn(page.session),
        ...others.map(({ session }) => collectGarbageIn(session).catch(() => {})),
      ]);
      this.#recording?.mark('garbage-collection', 'Collect garbage');
    } finally {
      await attachment.release();
    }
  }

  /** Takes a capture that is one small file, of an isolate; null is the page. */
  async takeText(capture: TextCapture, page: PageName, isolate: string | null): Promise<void> {
    this.#notice = null;
    const attachment = await isolateAttachment(this.host.attachments, this.tabId, isolate);
    const { id } = await captureText(capture, attachment, page, this.host);
    await this.host.capturesChanged();
    this.host.captured(this.tabId, id);
  }

  /** @param isolate null is the page. */
  async takeSnapshot(page: PageName, isolate: string | null): Promise<void> {
    if (this.#takingSnapshot) throw new HeapscopeError('snapshot-running');
    this.#takingSnapshot = true;
    try {
      const attachment = await isolateAttachment(this.host.attachments, this.tabId, isolate);
      this.#recording?.mark('snapshot', 'Heap snapshot');
      await this.#oneAtATime(() => captureSnapshot(attachment, page, this.host, progress => this.#advance(progress)));
    } finally {
      this.#takingSnapshot = false;
      // Listed first: panels turn to a snapshot of theirs that has become one of the captures.
      await this.host.capturesChanged();
      this.#endProgress('heap snapshot');
      this.host.changed();
    }
  }

  /** V8 sends the chunks of whatever snapshot is under way: a snapshot and the end of a timeline must not overlap. */
  #oneAtATime<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.#lastStream.then(task);
    this.#lastStream = result.catch(() => {});
    return result;
  }

  #enter(phase: RecordingState['phase']): void {
    this.#phase = phase;
    this.host.changed();
    void this.host.capturesChanged();
  }

  /** Tells where each begins, too: a panel turns to the snapshot that it has seen under way. */
  #advance(progress: SnapshotProgress): void {
    const begins = this.#snapshot?.captureId !== progress.captureId;
    this.#snapshot = progress;
    const now = this.host.clock.now();
    if (!begins && now - this.#lastProgress < progressEvery) return;
    this.#lastProgress = now;
    this.host.changed();
  }

  #endedItself(recording: Recording, reason: ErrorReport): void {
    this.#forget(recording);
    this.notify({ level: 'error', error: reason });
    void this.host.capturesChanged();
  }

  /** By now another recording may have begun: that one stays. */
  #forget(recording: Recording): void {
    if (this.#recording === recording) this.#recording = null;
    this.#endProgress('allocation timeline');
  }

  #endProgress(of: SnapshotProgress['of']): void {
    if (this.#snapshot?.of === of) this.#snapshot = null;
  }
}
