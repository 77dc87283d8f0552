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

/** Attaches to an isolate of a tab, or joins whoever is attached; null is the page itself. */
export type LeaseIsolate = (tabId: TabId, isolate: string | null) => Promise<Attachment>;

/**
 * The commands on single objects. V8 forgets every heap object id when a session with its heap profiler on detaches, so the session
 * is kept from the first snapshot or look until the tab or the connection ends: the ids of a snapshot then lead to its objects.
 */
export class ObjectDesk {
  readonly #kept = new Map<string, Attachment>();

  constructor(private readonly lease: LeaseIsolate) {}

  readonly handlers: ObjectHandlers = {
    'find-object': async params => findObject(await this.session(params), params.expression),
    'preview-object': async params => previewObject(await this.session(params), params.objectId),
    'object-properties': async params => objectProperties(await this.session(params), params.handle, params.from),
    'store-object': async params => storeObject(await this.session(params), params.handle),
    'evaluate-on-object': async params =>
      evaluateOnObject(await this.session(params), params.objectId, params.expression),
    'reveal-object': async params => prepareReveal(await this.session(params), params.handle),
    'release-objects': async params => {
      const kept = this.#kept.get(keyOf(params));
      if (kept) await releaseObjects(kept.session);
    },
  };

  /** The session in which ids of this isolate's objects hold. @throws HeapscopeError `not-connected` without the heap profiler. */
  async session(isolate: IsolateAddress): Promise<TabSession> {
    const attachment = await this.lease(isolate.tabId, isolate.isolate);
    if (attachment.routes.HeapProfiler === 'unavailable') {
      await attachment.release();
      throw new HeapscopeError('not-connected', { what: 'looking at objects' });
    }
    const key = keyOf(isolate);
    const kept = this.#kept.get(key);
    if (kept?.session === attachment.session) {
      await attachment.release();
      return kept.session;
    }
    this.#kept.set(key, attachment);
    attachment.session.onClose(() => {
      if (this.#kept.get(key) === attachment) this.#kept.delete(key);
      void attachment.release();
    });
    await kept?.release();
    await attachment.session.send('HeapProfiler.enable');
    return attachment.session;
  }
}

interface IsolateAddress {
  readonly tabId: TabId;
  readonly isolate: string | null;
}

const keyOf = ({ tabId, isolate }: IsolateAddress): string => `${tabId} ${isolate ?? 'page'}`;
