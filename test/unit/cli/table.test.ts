import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneLine, table } from '../../../cli/table.ts';

const columns = [
  { title: 'Class', value: (row: readonly [string, number]) => row[0] },
  { title: 'Count', value: (row: readonly [string, number]) => row[1] },
];

test('columns stand below each other as a terminal shows them', () => {
  const rows = [['漢字', 1] as const, ['ｶﾅ', 22] as const, ['e\u0301', 3] as const, ['😀', 1234] as const];
  assert.equal(table(rows, columns), 'Class  Count\n漢字       1\nｶﾅ        22\ne\u0301          3\n😀     1,234\n');
});

test('a table may have more rows than a call has arguments', () => {
  const rows = Array.from({ length: 300_000 }, () => ['a', 1] as const);
  assert.equal(table(rows, columns).length, 'Class  Count\n'.length * (rows.length + 1));
});

test('nothing in a text gives a command to the terminal', () => {
  assert.equal(
    oneLine('a\n\u001b[31m\u007f\u009b0m\u202e\u2028"\\'),
    'a\\n\\u001b[31m\\u007f\\u009b0m\\u202e\\u2028"\\',
  );
});

test('a text takes 80 columns at most', () => {
  assert.equal(oneLine('a'.repeat(80)), 'a'.repeat(80));
  assert.equal(oneLine('a'.repeat(81)), `${'a'.repeat(79)}…`);
  assert.equal(oneLine('漢'.repeat(50)), `${'漢'.repeat(39)}…`);
  assert.equal(oneLine('😀'.repeat(50)), `${'😀'.repeat(39)}…`);
  assert.equal(oneLine('\u001b'.repeat(50)), `${'\\u001b'.repeat(13)}\\…`);
});
