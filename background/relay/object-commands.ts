import type { TargetSession } from '../../src/cdp/target-session.ts';
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

export type ObjectHandlers = {
  [Name in keyof ObjectCommands]: (params: ObjectCommands[Name]['params']) => Promise<ObjectCommands[Name]['answer']>;
};

/** Attaches to an isolate of a tab, or joins whoever is attached; null is the page itself. */
export type LeaseIsolate = (tabId: TabId, isolate: string | null) => Promise<Attachment>;

/**
 * The commands on single objects. Ids of a snapshot, and objects that are kept, hold from one command to the next because the tab
 * stays attached to while a panel is open on it (`TabWatch`): V8 forgets them when a session with its heap profiler on detaches.
 */
export function objectHandlers(lease: LeaseIsolate): ObjectHandlers {
  /** @throws HeapscopeError `not-connected` where the heap profiler is out of reach, and as `lease` and `task` do. */
  const inIsolate = async <Result>(
    { tabId, isolate }: { tabId: TabId; isolate: string | null },
    task: (session: TargetSession) => Promise<Result>,
  ): Promise<Result> => {
    const { session, routes, release } = await lease(tabId, isolate);
    try {
      if (routes.HeapProfiler === 'unavailable')
        throw new HeapscopeError('not-connected', { what: 'looking at objects' });
      await session.send('HeapProfiler.enable');
      return await task(session);
    } finally {
      await release();
    }
  };
  return {
    'find-object': params => inIsolate(params, session => findObject(session, params.expression)),
    'preview-object': params => inIsolate(params, session => previewObject(session, params.objectId)),
    'object-properties': params => inIsolate(params, session => objectProperties(session, params.handle, params.from)),
    'store-object': params => inIsolate(params, session => storeObject(session, params.handle)),
    'evaluate-on-object': params =>
      inIsolate(params, session => evaluateOnObject(session, params.objectId, params.expression)),
    'reveal-object': params => inIsolate(params, session => prepareReveal(session, params.handle)),
    'release-objects': params => inIsolate(params, releaseObjects),
  };
}
