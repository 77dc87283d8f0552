import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explanationOf } from '../../../panel/snapshot-worker/internal-kinds.ts';

const internal = [
  '(compiled code)',
  '(system)',
  'Function',
  '(array)',
  '(string)',
  '(concatenated string)',
  '(sliced string)',
  '(number)',
  'RegExp',
  'system / Context',
  'system / Context / scope @39581',
  'system / NativeContext / http://127.0.0.1',
  'system / FeedbackCell',
  '(object shape)',
  '(symbol)',
  '(bigint)',
  'Detached <div>',
  'InternalNode',
];

for (const name of internal)
  test(`${name} is explained in one sentence`, () => {
    assert.match(explanationOf(name) ?? '', /^[A-Z].{20,130}\.$/);
  });

test('what the page calls its own needs no explanation', () => {
  for (const name of ['Array', 'LeakedNode', 'Object', 'Map', '<div>', 'Context', '(custom)', 'Detachedness'])
    assert.equal(explanationOf(name), null);
});

test('the name of an object says more than its class, where it is explained', () => {
  assert.notEqual(explanationOf('(array)', '(object elements)'), explanationOf('(array)'));
  assert.equal(explanationOf('(array)', 'anything'), explanationOf('(array)'));
  assert.match(explanationOf('(object shape)', 'system / Map') ?? '', /shape of objects/);
  assert.match(explanationOf('system / Context') ?? '', /variables of a scope/);
  assert.match(explanationOf('system / NativeContext') ?? '', /window, frame or worker/);
});
