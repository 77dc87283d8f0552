import type { DomainRoutes, TabId } from '../../src/messages/contract.ts';
import { domains } from '../connection/capabilities.ts';
import type { TabIsolates } from './tab-isolates.ts';
import type { TabSession } from './tab-session.ts';

export interface Attachment {
  readonly session: TabSession;
  /** The page of `session` and whatever else of the tab runs scripts. */
  readonly isolates: TabIsolates;
  readonly routes: DomainRoutes;
  /** Detaches whatever was attached. Safe to call when the session has ended, and more than once. */
  release(): Promise<void>;
}

/** What is leased depends on: how to attach, and which way the domains go now. */
export interface AttachHost {
  readonly routes: DomainRoutes;
  attach(tabId: TabId): Promise<Attachment>;
}

interface Shared {
  readonly attachment: Promise<Attachment>;
  users: number;
}

/**
 * One attachment for all that goes on in a tab at a time. V8 ends object tracking for the whole isolate when any session with a
 * heap profiler detaches (`V8HeapProfilerAgentImpl::disable`), so that a snapshot taken beside a recording has to share its session.
 */
export class SharedAttachments {
  readonly #shared = new Map<TabId, Shared>();

  constructor(private readonly host: AttachHost) {}

  /** @throws HeapscopeError as the attaching does. */
  async lease(tabId: TabId): Promise<Attachment> {
    const present = this.#shared.get(tabId);
    if (!present) return await this.#use(tabId, this.#attach(tabId));
    // Taken before it is looked at, so that whoever is done with it meanwhile does not detach it.
    const leased = await this.#use(tabId, present);
    if (this.#isCurrent(leased)) return leased;
    this.#forget(tabId, present);
    await leased.release();
    return await this.lease(tabId);
  }

  #attach(tabId: TabId): Shared {
    const shared: Shared = { attachment: this.host.attach(tabId), users: 0 };
    this.#shared.set(tabId, shared);
    shared.attachment.then(
      ({ session }) => session.onClose(() => this.#forget(tabId, shared)),
      () => this.#forget(tabId, shared),
    );
    return shared;
  }

  /** Whether it lives and goes the ways that are best now: one from before the connection knows no heap profiler. */
  #isCurrent({ session, routes }: Attachment): boolean {
    const current = this.host.routes;
    return !session.endReason && domains.every(domain => routes[domain] === current[domain]);
  }

  async #use(tabId: TabId, shared: Shared): Promise<Attachment> {
    shared.users += 1;
    let leased = true;
    const release = async () => {
      if (!leased) return;
      leased = false;
      shared.users -= 1;
      if (shared.users > 0) return;
      this.#forget(tabId, shared);
      await (await shared.attachment).release();
    };
    const { session, isolates, routes } = await shared.attachment;
    return { session, isolates, routes, release };
  }

  #forget(tabId: TabId, shared: Shared): void {
    if (this.#shared.get(tabId) === shared) this.#shared.delete(tabId);
  }
}
