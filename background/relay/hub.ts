import { CaptureLibrary, pathIn } from '../../src/captures/library.ts';
import { arrivingFile } from '../../src/captures/paths.ts';
import type { Clock } from '../../src/clock.ts';
import { HeapscopeError, reportOf } from '../../src/errors/heapscope-error.ts';
import { exportName, exportNameOf } from '../../src/formats/file-name.ts';
import type {
  Answer,
  CommandAnswer,
  CommandName,
  CommandParams,
  ExportedFile,
  LibraryCommands,
  TabId,
  TabState,
} from '../../src/messages/contract.ts';
import { BrowserConnection } from '../connection/browser-connection.ts';
import type { ConnectHost } from '../connection/connect.ts';
import type { CallService, RelayWorker } from '../messages.ts';
import { classesCapture } from '../recorder/capture-classes.ts';
import { bestEffortCoverageCapture } from '../recorder/capture-coverage.ts';
import { detachedCapture } from '../recorder/capture-detached.ts';
import { Attacher } from '../targets/attach.ts';
import { isolateAttachment } from '../targets/isolate-attachment.ts';
import { SharedAttachments } from '../targets/shared-attachments.ts';
import { LibraryService } from './library-service.ts';
import { objectHandlers } from './object-commands.ts';
import type { OpfsStore } from './opfs-store.ts';
import type { Publisher } from './publisher.ts';
import { Tab } from './tab.ts';
import { wholeRecording } from './whole-recording.ts';

export interface HubHost extends ConnectHost {
  readonly clock: Clock;
  readonly callService: CallService;
  readonly store: OpfsStore;
  readonly publisher: Publisher;
  /** Settles when the panel that holds this lock has closed. */
  readonly panelClosed: (lock: string) => Promise<void>;
}

type Handlers = { [Name in CommandName]: (params: CommandParams<Name>) => Promise<CommandAnswer<Name>> };
type LibraryHandlers = Pick<Handlers, keyof LibraryCommands>;

/** Everything the relay does, by command. Holds the connection and the tabs; publishes each change. */
export class Hub implements RelayWorker {
  readonly #library: CaptureLibrary;
  readonly #captures: LibraryService;
  readonly #connection: BrowserConnection;
  readonly #attacher: Attacher;
  readonly #attachments: SharedAttachments;
  readonly #tabs = new Map<TabId, Tab>();
  readonly #handlers: Handlers;
  #listing: Promise<void> = Promise.resolve();

  constructor(private readonly host: HubHost) {
    this.#library = new CaptureLibrary(host.store);
    const { store, clock } = host;
    this.#captures = new LibraryService({
      library: this.#library,
      store,
      clock,
      changed: () => this.#publishCaptures(),
    });
    this.#connection = new BrowserConnection(host);
    this.#attacher = new Attacher(this.#connection, host.callService, host.clock);
    this.#attachments = new SharedAttachments(this.#attacher);
    this.#connection.onChange(() => {
      for (const tab of this.#tabs.values()) tab.reconnected();
      this.#publishTabs();
    });
    this.#handlers = {
      ...this.#libraryHandlers(),
      ...objectHandlers((tabId, isolate) => isolateAttachment(this.#attachments, tabId, isolate)),
      'watch-tab': ({ tabId, lock }) => this.#watch(tabId, lock),
      connect: ({ tabId, port }) => this.#connect(tabId, port),
      disconnect: async () => this.#connection.disconnect(),
      'start-recording': ({ tabId, options, page, reload }) => this.#tab(tabId).startRecording(options, page, reload),
      'stop-recording': async ({ tabId }) => this.#inBackground(tabId, this.#tab(tabId).stopRecording()),
      'catch-up': async ({ captureId, reader }) => [...this.#tabs.values()].some(tab => tab.catchUp(captureId, reader)),
      'collect-garbage': ({ tabId }) => this.#tab(tabId).collectGarbage(),
      'take-snapshot': async ({ tabId, page, isolate }) =>
        this.#inBackground(tabId, this.#tab(tabId).takeSnapshot(page, isolate)),
      'count-classes': ({ tabId, page }) => this.#tab(tabId).takeText(classesCapture, page, null),
      'detached-dom': ({ tabId, page }) => this.#tab(tabId).takeText(detachedCapture, page, null),
      'best-effort-coverage': ({ tabId, page, isolate }) =>
        this.#tab(tabId).takeText(bestEffortCoverageCapture, page, isolate),
      export: ({ captureId, file }) => this.#export(captureId, file),
      'export-made': ({ captureId, folder, extension }) => this.#exportMade(captureId, folder, extension),
      'open-debugging-settings': async () => {},
    };
  }

  #libraryHandlers(): LibraryHandlers {
    const captures = this.#captures;
    return {
      'rename-capture': ({ captureId, name }) => captures.rename(captureId, name),
      'note-capture': ({ captureId, note }) => captures.note(captureId, note),
      'remove-captures': ({ captureIds }) => captures.remove(captureIds),
      'restore-captures': ({ captureIds }) => captures.restore(captureIds),
      'purge-captures': ({ captureIds }) => captures.purge(captureIds),
      'adopt-import': ({ captureId, file, fileName }) => captures.adoptImport(captureId, file, fileName),
    };
  }

  /** To be called once, before the first command. */
  adoptLeftovers(): Promise<void> {
    return this.#captures.adoptLeftovers();
  }

  async command<Name extends CommandName>(name: Name, params: CommandParams<Name>): Promise<Answer<Name>> {
    try {
      const handler = this.#handlers[name] as Handlers[Name] | undefined;
      if (!handler) throw new HeapscopeError('unknown-message', { type: name });
      return { ok: true, value: await handler(params) };
    } catch (error) {
      return { ok: false, error: reportOf(error) };
    }
  }

  debuggerEvent(tabId: TabId, method: string, params: unknown): void {
    this.#attacher.debuggerEvent(tabId, method, params);
  }

  debuggerDetached(tabId: TabId, reason: string): void {
    this.#attacher.debuggerDetached(tabId, reason);
  }

  /** The service worker was stopped and has come back. Nothing was in it; whoever records is told so. */
  backgroundRestarted(): void {
    const sentence = 'Chrome restarted the background worker of Heapscope. The recording went on; nothing was lost.';
    for (const tab of this.#tabs.values()) if (tab.recording && !tab.notice) tab.notify({ level: 'info', sentence });
  }

  async #watch(tabId: TabId, lock: string): Promise<void> {
    this.#tab(tabId).watch(this.host.panelClosed(lock));
    this.#publish(this.#tab(tabId));
    await this.#publishCaptures();
  }

  /** Answers when the attempt is under way: how it goes is seen in the published state. */
  async #connect(tabId: TabId, port: number): Promise<void> {
    const targetId = await this.#attacher.targetId(tabId);
    this.#inBackground(tabId, this.#connection.connect(port, targetId));
  }

  async #export(captureId: string, name: string): Promise<ExportedFile> {
    const summary = await this.#library.find(captureId);
    const captured = summary?.files.find(file => file.name === name);
    const file = captured && (await this.host.store.file(pathIn(captureId, name)));
    if (!summary || !captured || !file) throw new HeapscopeError('capture-missing', { id: captureId });
    const content = captured.format === 'heapscope-log' ? await wholeRecording(summary, this.host.store) : file;
    return await this.#download(content, exportNameOf(summary, captured));
  }

  async #exportMade(captureId: string, folder: string, extension: string): Promise<ExportedFile> {
    try {
      const summary = await this.#library.find(captureId);
      const file = await this.host.store.file(pathIn(folder, arrivingFile));
      if (!summary || !file) throw new HeapscopeError('capture-missing', { id: captureId });
      return await this.#download(file, exportName(summary.url, summary.startedAt, extension));
    } finally {
      await this.host.store.removeFolder(folder);
    }
  }

  async #download(file: Blob, fileName: string): Promise<ExportedFile> {
    // A blob without a text type keeps the name we give it: Chrome would put `.txt` on it.
    const url = URL.createObjectURL(new Blob([file], { type: 'application/octet-stream' }));
    try {
      return await this.host.callService('download', { url, fileName, bytes: file.size });
    } finally {
      URL.revokeObjectURL(url);
    }
  }

  #tab(tabId: TabId): Tab {
    let tab = this.#tabs.get(tabId);
    if (!tab) {
      tab = new Tab(tabId, {
        store: this.host.store,
        library: this.#library,
        clock: this.host.clock,
        attachments: this.#attachments,
        routes: () => this.#attacher.routes,
        captured: (id, captureId) => this.host.publisher.publish({ kind: 'captured', tabId: id, captureId }),
        changed: () => this.#publishTab(tabId),
        capturesChanged: () => this.#publishCaptures(),
        publishRows: rows => this.host.publisher.rows(rows),
      });
      this.#tabs.set(tabId, tab);
    }
    return tab;
  }

  /** Lets long work go on after its command has been answered; what goes wrong becomes the tab's notice. */
  #inBackground(tabId: TabId, work: Promise<void>): void {
    work.catch(error => this.#tab(tabId).notify({ level: 'error', error: reportOf(error) }));
  }

  #publishTabs(): void {
    for (const tab of this.#tabs.values()) this.#publish(tab);
  }

  #publishTab(tabId: TabId): void {
    this.#publish(this.#tab(tabId));
  }

  #publish(tab: Tab): void {
    const state: TabState = {
      connection: this.#connection.state,
      domains: this.#attacher.routes,
      isolates: tab.isolates,
      recording: tab.recording,
      snapshot: tab.snapshot,
      notice: tab.notice,
    };
    this.host.publisher.publish({ kind: 'state', tabId: tab.tabId, state });
  }

  /** One list after the other, so that an older one never comes last. Panels keep what they have when none can be made. */
  #publishCaptures(): Promise<void> {
    this.#listing = this.#listing
      .then(async () => this.host.publisher.publish({ kind: 'captures', captures: await this.#library.list() }))
      .catch(() => {});
    return this.#listing;
  }
}
