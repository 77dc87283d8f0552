import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { JoinedRows } from '../../../src/recording/joined-rows.ts';
import type { MarkRow } from '../../../src/recording/rows.ts';
import { milliseconds } from '../../../src/units.ts';

const row = (number: number): MarkRow => ({
  kind: 'mark',
  time: milliseconds(number),
  mark: 'note',
  text: String(number),
});

function joined() {
  const taken: string[] = [];
  return { taken, rows: new JoinedRows(({ time }) => taken.push(String(time))) };
}

test('rows that are published while the log is read wait for those in between', () => {
  const { taken, rows } = joined();
  rows.published(3, [row(3)]);
  rows.logged(row(0));
  assert.deepEqual(taken, ['0']);
  assert.equal(rows.hasGap, true);
  rows.logged(row(1));
  rows.logged(row(2));
  assert.deepEqual(taken, ['0', '1', '2', '3']);
  assert.equal(rows.hasGap, false);
});

test('each row is taken once and in order, however log and published rows are interleaved', () => {
  const history = fc.record({
    count: fc.integer({ min: 0, max: 40 }),
    /** The reader came when this share of the rows had been published; the log is read up to the end, in turns. */
    cameAt: fc.double({ min: 0, max: 1, noNaN: true }),
    logTurns: fc.infiniteStream(fc.boolean()),
    batch: fc.integer({ min: 1, max: 5 }),
  });
  fc.assert(
    fc.property(history, ({ count, cameAt, logTurns, batch }) => {
      const { taken, rows } = joined();
      let logged = 0;
      let published = Math.floor(cameAt * count);
      while (logged < count || published < count) {
        const turn = published >= count || (logged < published && logTurns.next().value);
        if (turn) rows.logged(row(logged++));
        else {
          const end = Math.min(count, published + batch);
          rows.published(
            published,
            Array.from({ length: end - published }, (_, at) => row(published + at)),
          );
          published = end;
        }
      }
      assert.deepEqual(
        taken,
        Array.from({ length: count }, (_, number) => String(number)),
      );
      assert.equal(rows.count, count);
      assert.equal(rows.hasGap, false);
    }),
  );
});
