import type { Protocol } from 'devtools-protocol';
import type { TargetSession } from '../cdp/target-session.ts';
import { HeapscopeError } from '../errors/heapscope-error.ts';
import type {
  ObjectHandle,
  ObjectPreview,
  ObjectProperty,
  ObjectValue,
  PropertyPage,
  RevealTicket,
  StoredObject,
} from '../messages/objects.ts';
import { isRefusal } from './run-scope.ts';

type RemoteObject = Protocol.Runtime.RemoteObject;

/** What is looked at. It lives until the next look or `releaseObjects`: a memory profiler must not leak what it shows. */
const objectGroup = 'heapscope objects';

/** Properties per page. */
const pageSize = 100;
/** Longest text of a value, in characters. */
const longestText = 1000;
/** How long an expression may run, in milliseconds, before V8 ends it. */
const evaluationLimit = 10_000;

/**
 * The object with this id in heap snapshots, in place of what was kept before. V8 knows ids only while some session has its heap
 * profiler on: they end with the page and with `HeapProfiler.disable`, whoever sends it.
 * @throws HeapscopeError `object-collected`
 */
export async function previewObject(session: TargetSession, objectId: string): Promise<ObjectPreview> {
  await releaseObjects(session);
  const { result } = await session
    .send('HeapProfiler.getObjectByHeapObjectId', { objectId, objectGroup })
    .catch((error: unknown) => {
      throw collectedIfRefused(error, objectId);
    });
  return { ...valueFrom(result), heapObjectId: objectId };
}

/**
 * The value of an expression, with the Console's own functions, in place of what was kept before.
 * @throws HeapscopeError `expression-failed` with what the page threw.
 */
export async function findObject(session: TargetSession, expression: string): Promise<ObjectPreview> {
  await releaseObjects(session);
  const result = await evaluate(session, expression);
  return { ...valueFrom(result), heapObjectId: await heapObjectIdOf(session, result) };
}

/** One page of an object's own properties; no getter and no trap of a proxy is called. */
export async function objectProperties(
  session: TargetSession,
  handle: ObjectHandle,
  from: number,
): Promise<PropertyPage> {
  const internal = from === 0 ? await internalProperties(session, handle) : [];
  // Asked for its own properties, a proxy would call the page's traps; what is behind it are internal properties.
  if (internal.some(({ name }) => name === '[[Handler]]')) return { properties: internal, total: 0, next: null };
  const { properties, total } = await ownProperties(session, handle, from);
  const end = from + pageSize;
  return { properties: [...properties, ...internal], total, next: end < total ? end : null };
}

/** Stores the object as a global variable, named as DevTools' "Store as global variable" names it. */
export async function storeObject(session: TargetSession, handle: ObjectHandle): Promise<StoredObject> {
  return (await callOn(session, handle, storeAsGlobal)) as StoredObject;
}

/**
 * Evaluates an expression in which `$0` is the object with this id: this session's own `$0`, not that of DevTools.
 * @throws HeapscopeError `object-collected`, `expression-failed`
 */
export async function evaluateOnObject(
  session: TargetSession,
  objectId: string,
  expression: string,
): Promise<ObjectValue> {
  await session.send('HeapProfiler.addInspectedHeapObject', { heapObjectId: objectId }).catch((error: unknown) => {
    throw collectedIfRefused(error, objectId);
  });
  return valueFrom(await evaluate(session, expression));
}

/**
 * Puts a DOM node under a registered symbol of its frame, from where `inspect` of DevTools' own evaluation takes it.
 * @throws HeapscopeError `not-in-document` for a detached node, which the Elements panel cannot show.
 */
export async function prepareReveal(session: TargetSession, handle: ObjectHandle): Promise<RevealTicket> {
  const ticket = (await callOn(session, handle, leaveForDevTools)) as RevealTicket | null;
  if (!ticket) throw new HeapscopeError('not-in-document');
  return ticket;
}

/** Lets go of every object kept for looking at it. */
export async function releaseObjects(session: TargetSession): Promise<void> {
  // A page that has gone has let go of everything already.
  await session.send('Runtime.releaseObjectGroup', { objectGroup }).catch(() => {});
}

async function evaluate(session: TargetSession, expression: string): Promise<RemoteObject> {
  const options = { includeCommandLineAPI: true, returnByValue: false, silent: true, timeout: evaluationLimit };
  const answer = await session
    .send('Runtime.evaluate', { expression, objectGroup, ...options })
    .catch((error: unknown) => {
      // V8 refuses what it had to end: an expression that ran for too long.
      throw isRefusal(error) ? failure((error as HeapscopeError).details['message']) : error;
    });
  return resultOf(answer);
}

/** @throws HeapscopeError `expression-failed` when the page threw. */
function resultOf(answer: {
  result: RemoteObject;
  exceptionDetails?: Protocol.Runtime.ExceptionDetails;
}): RemoteObject {
  if (answer.exceptionDetails) throw failure(exceptionText(answer.exceptionDetails));
  return answer.result;
}

const failure = (message: string | number = '') => new HeapscopeError('expression-failed', { message });

function exceptionText({ exception, text }: Protocol.Runtime.ExceptionDetails): string {
  const [firstLine = ''] = (exception?.description ?? '').split('\n');
  return firstLine || (exception?.value === undefined ? text : `Uncaught ${JSON.stringify(exception.value)}`);
}

/** V8 says 0 for what it has not numbered, and refuses what is no object. */
async function heapObjectIdOf(session: TargetSession, { objectId }: RemoteObject): Promise<string | null> {
  if (objectId === undefined) return null;
  const { heapSnapshotObjectId } = await session.send('HeapProfiler.getHeapObjectId', { objectId });
  return heapSnapshotObjectId === '0' ? null : heapSnapshotObjectId;
}

function collectedIfRefused(error: unknown, id: string): unknown {
  return isRefusal(error) ? new HeapscopeError('object-collected', { id }, { cause: error }) : error;
}

async function ownProperties(session: TargetSession, objectId: ObjectHandle, from: number) {
  const answer = await session.send('Runtime.callFunctionOn', {
    objectId,
    functionDeclaration: excerptOfProperties,
    arguments: [{ value: from }, { value: pageSize }, { value: longestText }],
    objectGroup,
  });
  const parts = await propertiesOf(session, resultOf(answer).objectId);
  const part = (name: string) => parts.result.find(property => property.name === name)?.value;
  const { result } = await propertiesOf(session, part('page')?.objectId);
  return { total: Number(part('total')?.value ?? 0), properties: result.map(ownProperty) };
}

async function internalProperties(session: TargetSession, objectId: ObjectHandle): Promise<ObjectProperty[]> {
  const { internalProperties: found = [] } = await session.send('Runtime.getProperties', {
    objectId,
    ownProperties: true,
    nonIndexedPropertiesOnly: true,
  });
  return found.map(({ name, value }) => ({ name, kind: 'internal', value: value ? valueFrom(value) : null }));
}

async function propertiesOf(session: TargetSession, objectId: string | undefined) {
  if (objectId === undefined) return { result: [] };
  return await session.send('Runtime.getProperties', { objectId, ownProperties: true });
}

function ownProperty({ name, symbol, value }: Protocol.Runtime.PropertyDescriptor): ObjectProperty {
  return { name, kind: symbol ? 'symbol' : 'own', value: value ? valueFrom(value) : null };
}

function valueFrom(object: RemoteObject): ObjectValue {
  const { type, subtype = null, className = '', objectId } = object;
  const isOpen = type === 'object' || type === 'function';
  const text = descriptionOf(object);
  return {
    type,
    subtype,
    className,
    description: text.length > longestText ? `${text.slice(0, longestText)}…` : text,
    handle: (isOpen && objectId) || null,
  };
}

function descriptionOf({ type, value, description }: RemoteObject): string {
  if (type === 'string') return JSON.stringify(value);
  return description ?? String(value);
}

async function callOn(session: TargetSession, objectId: ObjectHandle, functionDeclaration: string): Promise<unknown> {
  const answer = await session.send('Runtime.callFunctionOn', { objectId, functionDeclaration, returnByValue: true });
  return resultOf(answer).value;
}

// Functions that run in the page, as text.

/** Some own properties of `this` on an object of their own, so that a list of a million items need not cross the wire. */
const excerptOfProperties = `function (from, count, longest) {
  'use strict';
  const page = { __proto__: null };
  const isLongList = (Array.isArray(this) || ArrayBuffer.isView(this)) && this.length > 10000;
  const keys = isLongList ? null : Reflect.ownKeys(this);
  const total = isLongList ? this.length : keys.length;
  for (let at = from; at < Math.min(from + count, total); at++) {
    const key = isLongList ? at : keys[at];
    const property = Reflect.getOwnPropertyDescriptor(this, key);
    if (!property) continue;
    if (typeof property.value === 'string') property.value = property.value.slice(0, longest + 1);
    Object.defineProperty(page, key, { ...property, configurable: true });
  }
  return { page, total };
}`;

const storeAsGlobal = `function () {
  'use strict';
  let number = 1;
  while ('temp' + number in globalThis) number++;
  globalThis['temp' + number] = this;
  return { name: 'temp' + number, url: location.href };
}`;

const leaveForDevTools = `function () {
  'use strict';
  if (!this.isConnected || !(this.ownerDocument ?? this).defaultView) return null;
  const key = 'heapscope ' + Math.random().toString(36).slice(2);
  globalThis[Symbol.for(key)] = this;
  return { key, frameUrl: location.href, inMainFrame: window === window.top };
}`;
