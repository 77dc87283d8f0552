import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inPages, jsonPieces } from '../../../cli/document.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

test('a document is the same in pieces', () => {
  for (const count of [0, 1, 999, 1000, 1001, 2000, 2500]) {
    const document = {
      format: 'it',
      none: null,
      rows: numbers(count).map(i => ({ i })),
      nested: { list: [1] },
      end: true,
    };
    assert.equal([...jsonPieces(document)].join(''), `${JSON.stringify(document)}\n`);
  }
});

test('rows are made as they are asked for, as many as are wanted', () => {
  let asked = 0;
  const all = numbers(2500);
  const rows = (most: number) =>
    inPages(most, ({ from, count }) => {
      asked++;
      return all.slice(from, from + count);
    });
  assert.deepEqual([...rows(Number.MAX_SAFE_INTEGER)], all);
  assert.deepEqual([...rows(0)], []);
  assert.deepEqual([...rows(1001)], all.slice(0, 1001));
  asked = 0;
  const pieces = jsonPieces({ rows: rows(2500) });
  for (const piece of pieces) if (piece.includes('0,1')) break;
  assert.equal(asked, 1);
});
