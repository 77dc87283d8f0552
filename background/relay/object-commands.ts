import { HeapscopeError } from '../../src/errors/heapscope-error.ts';
import {
  evaluateOnObject,
  findObject,
  objectProperties,
  prepareReveal,
  previewObject,
  releaseObjects,
  storeObject,
} from '../../src/instruments/heap-objects.ts';
import type { TabId } from '../../src/messages/contract.ts';
import type { ObjectCommands } from '../../src/messages/objects.ts';
import type { Attachment } from '../targets/shared-attachments.ts';
import type { TabSession } from '../targets/tab-session.ts';

export type ObjectHandlers = {
  [Name in keyof ObjectCommands]: (params: ObjectCommands[Name]['params']) => Promise<ObjectCommands[Name]['answer']>;
};

/** Attaches to a tab, or joins whoever is attached. */
export type LeaseTab = (tabId: TabId) => Promise<Attachment>;

/**
 * The commands on single objects. V8 forgets every heap object id when a session with its heap profiler on detaches, so the session
 * is kept from the first snapshot or look until the tab or the connection ends: the ids of a snapshot then lead to its objects.
 */
export class ObjectDesk {
  readonly #kept = new Map<TabId, Attachment>();

  constructor(private readonly lease: LeaseTab) {}

  readonly handlers: ObjectHandlers = {
    'find-object': async params => findObject(await this.session(params), params.expression),
    'preview-object': async params => previewObject(await this.session(params), params.objectId),
    'object-properties': async params => objectProperties(await this.session(params), params.handle, params.from),
    'store-object': async params => storeObject(await this.session(params), params.handle),
    'evaluate-on-object': async params =>
      evaluateOnObject(await this.session(params), params.objectId, params.expression),
    'reveal-object': async params => prepareReveal(await this.session(params), params.handle),
    'release-objects': async ({ tabId, isolate }) => {
      const kept = this.#kept.get(tabId)?.isolates.find(isolate);
      if (kept) await releaseObjects(kept.session);
    },
  };

  /**
   * The session in which ids of this isolate's objects hold, from now on.
   * @throws HeapscopeError `not-connected` without the heap profiler; `isolate-gone`
   */
  async session({ tabId, isolate }: IsolateAddress): Promise<TabSession> {
    const { isolates } = await this.#keep(tabId);
    const found = isolates.find(isolate);
    if (!found) throw new HeapscopeError('isolate-gone');
    await found.session.send('HeapProfiler.enable');
    return found.session;
  }

  async #keep(tabId: TabId): Promise<Attachment> {
    const attachment = await this.lease(tabId);
    if (attachment.routes.HeapProfiler === 'unavailable') {
      await attachment.release();
      throw new HeapscopeError('not-connected', { what: 'looking at objects' });
    }
    const kept = this.#kept.get(tabId);
    if (kept?.session === attachment.session) {
      await attachment.release();
      return kept;
    }
    this.#kept.set(tabId, attachment);
    attachment.session.onClose(() => {
      if (this.#kept.get(tabId) === attachment) this.#kept.delete(tabId);
    });
    await kept?.release();
    return attachment;
  }
}

interface IsolateAddress {
  readonly tabId: TabId;
  /** As in the tab's state; null for the page. */
  readonly isolate: string | null;
}
