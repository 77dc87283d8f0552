import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classRows, formatChange, lookBefore, shownClasses } from '../../../panel/views/classes/class-rows.ts';
import { type CaptureSummary, freshCapture } from '../../../src/captures/capture-summary.ts';
import { epochMilliseconds, milliseconds } from '../../../src/units.ts';

const now = [
  { name: 'Object', count: 100 },
  { name: 'Planted', count: 7 },
  { name: 'Array', count: 5 },
];
const before = [
  { name: 'Object', count: 120 },
  { name: 'Gone', count: 3 },
  { name: 'Array', count: 5 },
];

test('growth is told for every constructor of either look', () => {
  assert.deepEqual(
    classRows(now, before).map(({ name, count, growth }) => [name, count, formatChange(growth ?? Number.NaN)]),
    [
      ['Object', 100, '−20'],
      ['Planted', 7, '+7'],
      ['Array', 5, '0'],
      ['Gone', 0, '−3'],
    ],
  );
  assert.deepEqual(classRows(now, null)[0], { name: 'Object', count: 100, growth: null });
});

test('the rows are those that match, in the order asked for', () => {
  const rows = classRows(now, before);
  const shown = (filter: string, column: string) =>
    shownClasses(rows, filter, { column, descending: true }).map(i => rows[i]?.name);
  assert.deepEqual(shown('', 'growth'), ['Planted', 'Array', 'Gone', 'Object']);
  assert.deepEqual(shown('', 'name'), ['Array', 'Gone', 'Object', 'Planted']);
  assert.deepEqual(shown('/^(Obj|Arr)/', 'count'), ['Object', 'Array']);
});

test('the look before is the last one of the same page', () => {
  const look = (id: string, at: number, url: string, kind: CaptureSummary['kind'] = 'classes'): CaptureSummary => ({
    ...freshCapture,
    id,
    kind,
    title: '',
    host: 'page',
    url,
    startedAt: epochMilliseconds(at),
    duration: milliseconds(1),
    instruments: [],
    options: null,
    files: [],
    state: { kind: 'complete' },
  });
  const capture = look('now', 50, 'https://page/#c');
  const captures = [
    look('later', 60, 'https://page/'),
    capture,
    look('other page', 40, 'https://page/other'),
    look('a recording', 40, 'https://page/', 'recording'),
    look('last', 30, 'https://page/#b'),
    look('first', 20, 'https://page/'),
  ];
  assert.equal(lookBefore(capture, captures)?.id, 'last');
  assert.equal(lookBefore(look('alone', 50, 'https://alone/'), captures), null);
});
