import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import type { Protocol } from 'devtools-protocol';
import { countClasses } from '../../../src/instruments/class-histogram.ts';
import { FakeSession } from '../../support/fake-session.ts';

/** What the page ran of its own code while it was counted. */
let trapped: string[] = [];

class Planted {}
class Trap {
  static get ['name']() {
    trapped.push('name');
    return 'a lie';
  }
  get field() {
    trapped.push('field');
    return 1;
  }
}
const secretive = Object.create(
  Object.create(Object.prototype, {
    constructor: {
      get: () => {
        trapped.push('constructor');
        return Planted;
      },
    },
  }),
);

/** A page whose heap is `objects`: V8's answers with the functions run for real, in this realm. */
function pageOf(objects: readonly unknown[], getPrototypeOf: (value: unknown) => unknown = Object.getPrototypeOf) {
  const natives = { getPrototypeOf, getOwnPropertyDescriptor: Object.getOwnPropertyDescriptor };
  const described = (functionName: keyof typeof natives): Protocol.Runtime.PropertyDescriptor => ({
    name: functionName,
    value: {
      type: 'function',
      objectId: functionName,
      description: Function.prototype.toString.call(natives[functionName]),
    },
    configurable: true,
    enumerable: false,
  });
  const property = (name: string) => ({ name, value: { type: 'object' as const, objectId: name } });
  return new FakeSession()
    .answer('Runtime.evaluate', () => ({ result: { type: 'object', objectId: 'literal' } }))
    .answer('Runtime.getProperties', params => {
      if (params?.objectId === 'literal') return { result: [], internalProperties: [property('[[Prototype]]')] };
      if (params?.objectId === '[[Prototype]]')
        return { result: [{ ...property('constructor'), configurable: true, enumerable: false }] };
      return { result: [described('getPrototypeOf'), described('getOwnPropertyDescriptor')] };
    })
    .answer('Runtime.queryObjects', () => ({ objects: { type: 'object', objectId: 'list' } }))
    .answer('Runtime.callFunctionOn', params => {
      const count = runInNewContext(`(${params?.functionDeclaration})`) as (...given: unknown[]) => object;
      const given = (params?.arguments ?? []).map(
        ({ objectId, value }) => value ?? natives[objectId as keyof typeof natives],
      );
      return { result: { type: 'object', value: JSON.parse(JSON.stringify(count.apply(objects, given))) } };
    });
}

test('objects are counted by the name of their constructor, most first, and no getter of the page runs', async () => {
  trapped = [];
  const session = pageOf([
    ...Array.from({ length: 3 }, () => new Planted()),
    { plain: true },
    [1],
    () => {},
    new Trap(),
    new (class extends Planted {})(),
    Object.create({ constructor: 'no function' }),
    secretive,
    { __proto__: { constructor: { name: 'no function either' } } },
  ]);
  assert.deepEqual(await countClasses(session), [
    { name: 'Planted', count: 3 },
    { name: '(no constructor)', count: 3 },
    { name: '(anonymous)', count: 2 },
    { name: 'Object', count: 1 },
    { name: 'Array', count: 1 },
    { name: 'Function', count: 1 },
  ]);
  assert.deepEqual(trapped, []);
});

test("functions of the page in the place of V8's may run only as long as they change nothing", async () => {
  const guardOf = (session: FakeSession) => {
    const call = session.sent.find(({ method }) => method === 'Runtime.callFunctionOn');
    return (call?.params as Protocol.Runtime.CallFunctionOnRequest | undefined)?.throwOnSideEffect;
  };
  const native = pageOf([new Planted()]);
  await countClasses(native);
  const replaced = pageOf([new Planted()], value => Object.getPrototypeOf(value));
  await countClasses(replaced);
  assert.deepEqual([guardOf(native), guardOf(replaced)], [false, true]);
});

test('the list, which holds every object of the page, is let go of when the counting fails, too', async () => {
  const session = pageOf([]).refuse('Runtime.callFunctionOn', 'Out of memory');
  await assert.rejects(countClasses(session), { code: 'protocol-error' });
  assert.deepEqual(session.sent.at(-1), {
    method: 'Runtime.releaseObjectGroup',
    params: { objectGroup: 'heapscope classes' },
  });
});
