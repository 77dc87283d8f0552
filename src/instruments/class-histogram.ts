import type { Protocol } from 'devtools-protocol';
import type { TargetSession } from '../cdp/target-session.ts';
import { HeapscopeError } from '../errors/heapscope-error.ts';
import type { ClassCount } from '../formats/classes.ts';

type RemoteObject = Protocol.Runtime.RemoteObject;

/** Under these names stand objects whose constructor has no name, and those that know none. */
const anonymous = '(anonymous)';
const noConstructor = '(no constructor)';
/** A page that makes up constructors as it goes has all further ones here. */
const others = '(others)';

const objectGroup = 'heapscope classes';
const mostNames = 20_000;
const longestName = 200;

/**
 * Counts the page's objects by the name of their constructor, most first: a full garbage collection and one walk through the heap,
 * about a second for a million objects, in which the page stands still. No code of the page runs: nothing is asked of an object but
 * its prototype, and of that no getter.
 */
export async function countClasses(session: TargetSession): Promise<ClassCount[]> {
  try {
    const { prototype, natives, areNative } = await findIntrinsics(session);
    const { objects } = await session.send('Runtime.queryObjects', {
      prototypeObjectId: idOf(prototype, 'Object.prototype'),
      objectGroup,
    });
    const { result, exceptionDetails } = await session.send('Runtime.callFunctionOn', {
      objectId: idOf(objects, 'list of objects'),
      functionDeclaration: countByConstructor,
      arguments: [...natives.map(objectId => ({ objectId })), { value: mostNames }],
      returnByValue: true,
      silent: true,
      // Many times slower, so only where the page has put functions of its own in the place of V8's.
      throwOnSideEffect: !areNative,
    });
    if (exceptionDetails) throw refusal(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return byCount(result.value as Readonly<Record<string, number>>);
  } finally {
    // The list holds every object of the page.
    await session.send('Runtime.releaseObjectGroup', { objectGroup }).catch(() => {});
  }
}

/** What counting needs of the page's realm, reached from an object literal: the page may have taken the global names for itself. */
async function findIntrinsics(session: TargetSession) {
  const literal = await session.send('Runtime.evaluate', { expression: '({})', objectGroup });
  const prototype = (await propertiesOf(session, literal.result)).get('[[Prototype]]');
  const maker = (await propertiesOf(session, prototype)).get('constructor');
  const ofObject = await propertiesOf(session, maker);
  const functions = nativeNames.map(name => ofObject.get(name));
  return {
    prototype,
    natives: functions.map((found, i) => idOf(found, `Object.${nativeNames[i]}`)),
    // V8 itself describes a function by its source, and no script can be written to read like this.
    areNative: functions.every((found, i) => found?.description === `function ${nativeNames[i]}() { [native code] }`),
  };
}

const nativeNames = ['getPrototypeOf', 'getOwnPropertyDescriptor'] as const;

async function propertiesOf(
  session: TargetSession,
  object: RemoteObject | undefined,
): Promise<Map<string, RemoteObject | undefined>> {
  const objectId = idOf(object, 'Object');
  const { result, internalProperties = [] } = await session.send('Runtime.getProperties', {
    objectId,
    ownProperties: true,
  });
  return new Map([...result, ...internalProperties].map(({ name, value }) => [name, value]));
}

function idOf(object: RemoteObject | undefined, what: string): string {
  if (object?.objectId !== undefined) return object.objectId;
  throw refusal(`the page has no ${what}`);
}

function refusal(message: string): HeapscopeError {
  return new HeapscopeError('protocol-error', { method: 'Runtime.queryObjects', message });
}

function byCount(counts: Readonly<Record<string, number>>): ClassCount[] {
  const byName = new Map<string, number>();
  for (const [whole, count] of Object.entries(counts)) {
    const name = whole.slice(0, longestName);
    byName.set(name, (byName.get(name) ?? 0) + count);
  }
  return Array.from(byName, ([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
}

/**
 * Runs in the page, with the list of objects as `this`. Neighbours in the heap are often of one class, so that remembering the last
 * prototype saves most of the work. None of these objects is a proxy or has one in its chain: V8 lists none such.
 */
const countByConstructor = `function (prototypeOf, describe, mostNames) {
  const counts = { __proto__: null };
  let names = 0, lastPrototype = null, lastName = '${noConstructor}';
  const nameOf = prototype => {
    for (let at = prototype; at !== null; at = prototypeOf(at)) {
      const property = describe(at, 'constructor');
      if (property === undefined) continue;
      const constructor = property.value;
      if (typeof constructor !== 'function') break;
      const name = describe(constructor, 'name');
      return name !== undefined && typeof name.value === 'string' && name.value !== '' ? name.value : '${anonymous}';
    }
    return '${noConstructor}';
  };
  for (let i = 0; i < this.length; i++) {
    const prototype = prototypeOf(this[i]);
    if (prototype !== lastPrototype) {
      lastPrototype = prototype;
      lastName = nameOf(prototype);
      if (counts[lastName] === undefined && ++names > mostNames) lastName = '${others}';
    }
    counts[lastName] = (counts[lastName] || 0) + 1;
  }
  return counts;
}`;
