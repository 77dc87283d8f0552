import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Scratch } from '../../../src/snapshot/graph/scratch.ts';

const length = 100;

/** Memory that so many kept tables hold on to. */
function heldBy(tables: readonly Uint32Array[]): number {
  return [...new Set(tables.map(({ buffer }) => buffer))].reduce((sum, { byteLength }) => sum + byteLength, 0);
}

const kept = (scratch: Scratch, count: number) => Array.from({ length: count }, () => scratch.keep(length));

test('tables that are given back are lent again, and no two have the same memory at once', () => {
  const scratch = new Scratch(length);
  const [one, two] = [scratch.take(length), scratch.take(length)];
  assert.notEqual(one.buffer, two.buffer);
  scratch.giveBack(one);
  assert.equal(scratch.take(length).buffer, one.buffer);
  const parts = new Uint32Array(length * 4);
  scratch.adopt(parts, 5);
  const tables = kept(scratch, 4).map((table, i) => table.fill(i));
  assert.deepEqual(
    tables.map(table => [...new Set(table)]),
    [[0], [1], [2], [3]],
  );
});

for (const size of [1, 4, 5, 6, 12])
  test(`five tables that stay hold on to little more than they are, after an array of ${size} was adopted`, () => {
    const scratch = new Scratch(length);
    scratch.giveBack(scratch.take(length), scratch.take(length));
    scratch.adopt(new Uint32Array(length * size + 7), 5);
    const passing = [scratch.take(length), scratch.take(length)];
    const tables = kept(scratch, 5);
    assert.ok(heldBy(tables) <= 5 * length * 4 + length * 4, `${heldBy(tables)} bytes`);
    scratch.giveBack(...passing);
    assert.ok(heldBy([...tables, ...kept(scratch, 2)]) <= 8 * length * 4);
  });
