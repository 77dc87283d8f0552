import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catchUp } from '../../../panel/state/catch-up.ts';

test('rows are asked for again when the question was lost, after a pause that grows', async () => {
  const pauses: number[] = [];
  let asked = 0;
  await catchUp(
    async () => {
      asked++;
      if (asked < 4) throw new Error('The message port closed before a response was received.');
    },
    () => true,
    async pause => void pauses.push(pause),
  );
  assert.equal(asked, 4);
  assert.deepEqual(pauses, [250, 500, 1000]);
});

test('nobody asks for rows that are no longer wanted', async () => {
  let asked = 0;
  await catchUp(
    async () => {
      asked++;
      throw new Error('There is no such recording.');
    },
    () => asked < 2,
    async () => {},
  );
  assert.equal(asked, 2);
});
