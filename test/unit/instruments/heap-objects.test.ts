import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import {
  evaluateOnObject,
  findObject,
  objectProperties,
  prepareReveal,
  previewObject,
} from '../../../src/instruments/heap-objects.ts';
import { FakeSession } from '../../support/fake-session.ts';

const shelf = { type: 'object', className: 'Shelf', description: 'Shelf', objectId: 'shelf handle' } as const;

let session: FakeSession;
beforeEach(() => {
  session = new FakeSession();
});

test('what was looked at before is let go of first, so that showing an object does not keep others alive', async () => {
  session.answer('HeapProfiler.getObjectByHeapObjectId', () => ({ result: shelf }));
  await previewObject(session, '42');
  await previewObject(session, '42');
  const [released, looked] = session.sent.slice(-2);
  assert.equal(released?.method, 'Runtime.releaseObjectGroup');
  assert.deepEqual(looked?.params, { objectId: '42', ...(released?.params as object) });
});

test('an id that V8 does not know any more is a collected object; a closed session is not', async () => {
  session.refuse('HeapProfiler.getObjectByHeapObjectId', 'Object is not available');
  session.refuse('HeapProfiler.addInspectedHeapObject', 'Object is not available');
  await assert.rejects(previewObject(session, '42'), { code: 'object-collected', details: { id: '42' } });
  await assert.rejects(evaluateOnObject(session, '42', '$0'), { code: 'object-collected' });
  session.close();
  await assert.rejects(previewObject(session, '42'), { code: 'session-closed' });
});

test('an object that V8 has not numbered has no id, and a value that is none is not asked for one', async () => {
  session.answer('Runtime.evaluate', () => ({ result: shelf }));
  session.answer('HeapProfiler.getHeapObjectId', () => ({ heapSnapshotObjectId: '0' }));
  assert.equal((await findObject(session, 'shelf')).heapObjectId, null);
  session.answer('Runtime.evaluate', () => ({ result: { type: 'string', value: 'a "word"' } }));
  session.refuse('HeapProfiler.getHeapObjectId');
  const word = await findObject(session, 'word');
  assert.deepEqual([word.description, word.handle, word.heapObjectId], ['"a \\"word\\""', null, null]);
});

test('an expression that throws, or that V8 ends, is told in the words of the page', async () => {
  const exception = { type: 'object', subtype: 'error', description: 'TypeError: no\n    at app.js:1' } as const;
  const exceptionDetails = { exceptionId: 1, text: 'Uncaught', lineNumber: 0, columnNumber: 0 };
  const thrown = (value: object) => ({ result: shelf, exceptionDetails: { ...exceptionDetails, ...value } });
  session.answer('Runtime.evaluate', () => thrown({ exception }));
  await assert.rejects(findObject(session, 'no()'), {
    code: 'expression-failed',
    details: { message: 'TypeError: no' },
  });
  session.answer('Runtime.evaluate', () => thrown({ exception: { type: 'number', value: 7 } }));
  await assert.rejects(findObject(session, 'throw 7'), { details: { message: 'Uncaught 7' } });
  session.refuse('Runtime.evaluate', 'Execution was terminated');
  await assert.rejects(findObject(session, 'for (;;);'), { details: { message: 'Execution was terminated' } });
});

test('of a proxy only what is behind it is shown: no function of the page is called', async () => {
  const internal = { type: 'object', className: 'Object', description: 'Object', objectId: 'behind' } as const;
  session.answer('Runtime.getProperties', () => ({
    result: [],
    internalProperties: [{ name: '[[Handler]]', value: internal }],
  }));
  const { properties, next } = await objectProperties(session, 'proxy', 0);
  assert.deepEqual([properties.map(({ name }) => name), next], [['[[Handler]]'], null]);
  assert.ok(!session.methods.includes('Runtime.callFunctionOn'));
});

test('a node that is in no document cannot be revealed', async () => {
  session.answer('Runtime.callFunctionOn', () => ({ result: { type: 'object', subtype: 'null', value: null } }));
  await assert.rejects(prepareReveal(session, 'node'), { code: 'not-in-document' });
});
