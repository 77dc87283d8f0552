import type { IsolateKind, IsolateName } from '../../src/recording/rows.ts';
import type { Transport } from '../connection/transport.ts';
import { type Child, ChildSessions } from './child-sessions.ts';
import type { TabSession } from './tab-session.ts';

/** An isolate of the inspected tab, and the session that reaches it. */
export interface TabIsolate {
  name: IsolateName;
  readonly session: TabSession;
}

export interface IsolateWatcher {
  /** What it returns is waited for before the isolate's first script runs, where Chrome can hold it. */
  appeared(isolate: TabIsolate): Promise<void> | void;
  vanished(isolate: TabIsolate): void;
  /** Its name, title or address is another one now. */
  renamed(isolate: TabIsolate): void;
}

/** The id of the page's own isolate. */
const pageIsolateId = 'page';

const kinds: Readonly<Record<string, IsolateKind>> = {
  iframe: 'frame',
  worker: 'worker',
  shared_worker: 'shared worker',
  service_worker: 'service worker',
};

/** One isolate may be reached by several sessions, as that of two frames of one site: the first stands for it, the others wait. */
interface Reached {
  isolate: TabIsolate;
  readonly others: Child[];
}

/**
 * The isolates of the inspected tab: the page, its frames in other processes, its workers, and theirs.
 * Frames in the page's own process are part of its isolate.
 */
export class TabIsolates {
  readonly page: TabIsolate;
  /** By V8's own id. */
  readonly #reached = new Map<string, Reached>();
  readonly #watchers = new Set<IsolateWatcher>();
  readonly #children: ChildSessions | null;

  /** @param transport the browser socket with the id of the page's target; null where only the page can be reached. */
  constructor(session: TabSession, socket: { readonly transport: Transport; readonly targetId: string } | null) {
    this.page = { name: { id: pageIsolateId, kind: 'page', name: '', url: '' }, session };
    this.#children =
      socket &&
      new ChildSessions(
        session,
        socket.transport,
        socket.targetId,
        child => this.#add(child),
        child => this.#rename(child),
      );
  }

  /** Finds those that are there and follows those that come. Settles when Chrome has told of the first. */
  async follow(): Promise<void> {
    await this.#children?.follow();
  }

  /** The page, then the others in the order in which they appeared. */
  get present(): readonly TabIsolate[] {
    return [this.page, ...Array.from(this.#reached.values(), ({ isolate }) => isolate)];
  }

  /** @returns the isolate with this id, the page for null; undefined when it has gone. */
  find(id: string | null): TabIsolate | undefined {
    return id === null ? this.page : this.present.find(({ name }) => name.id === id);
  }

  /** Tells of every isolate that appears or vanishes from now on. */
  watch(watcher: IsolateWatcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Whether new isolates are held before their first script, so that instruments start in time. */
  async holdNew(hold: boolean): Promise<void> {
    await this.#children?.holdNew(hold);
  }

  async release(): Promise<void> {
    this.#watchers.clear();
    await this.#children?.release();
  }

  async #add(child: Child): Promise<void> {
    const isolateId = await child.session.send('Runtime.getIsolateId').then(
      ({ id }) => id,
      () => null,
    );
    // It went again, or it is none that runs scripts.
    if (isolateId === null || child.session.endReason || !kinds[child.info.type]) return;
    const known = this.#reached.get(isolateId);
    if (known) {
      known.others.push(child);
      return;
    }
    const reached: Reached = { isolate: isolateOf(child), others: [] };
    this.#reached.set(isolateId, reached);
    child.session.onClose(() => this.#lost(isolateId, reached));
    await this.#tell(reached.isolate);
  }

  #rename(child: Child): void {
    const isolate = this.present.find(({ session }) => session === child.session);
    const name = nameOf(child);
    if (!isolate || JSON.stringify(isolate.name) === JSON.stringify(name)) return;
    isolate.name = name;
    for (const watcher of this.#watchers) watcher.renamed(isolate);
  }

  async #tell(isolate: TabIsolate): Promise<void> {
    await Promise.allSettled(Array.from(this.#watchers, async watcher => watcher.appeared(isolate)));
  }

  /** The session that stood for an isolate has ended: another that reaches it takes its place. */
  #lost(isolateId: string, reached: Reached): void {
    for (const watcher of this.#watchers) watcher.vanished(reached.isolate);
    const next = reached.others.find(({ session }) => !session.endReason);
    if (!next) {
      this.#reached.delete(isolateId);
      return;
    }
    reached.others.splice(0, reached.others.indexOf(next) + 1);
    reached.isolate = isolateOf(next);
    next.session.onClose(() => this.#lost(isolateId, reached));
    void this.#tell(reached.isolate);
  }
}

const isolateOf = (child: Child): TabIsolate => ({ name: nameOf(child), session: child.session });

/** Chrome gives the address as the title of what has none, and puts words before that of a service worker. */
function nameOf({ info: { targetId, type, title, url } }: Child): IsolateName {
  return { id: targetId, kind: kinds[type] ?? 'worker', name: title.endsWith(url) ? '' : title, url };
}
