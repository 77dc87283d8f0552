import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../../scripts/steps/paths.ts';
import { profilingProtocol } from '../../support/protocol-table.ts';

test('docs/protocol.md tells of every command, parameter and event of the schema and of no other', () => {
  const told = profilingRows(readFileSync(join(root, 'docs/protocol.md'), 'utf8'));
  const inSchema = profilingProtocol().map(
    ({ domain, kind, name, parameters }) => `${domain} ${kind} ${name}(${parameters.join(', ')})`,
  );
  assert.deepEqual(told.sort(), inSchema.sort());
});

/** The rows of the tables, as `HeapProfiler command enable()`. */
function profilingRows(document: string): string[] {
  return document.split(/^## /m).flatMap(chapter => {
    const domain = /^\w+/.exec(chapter)?.[0];
    return chapter.split(/^\| (?=Command|Event)/m).flatMap(table => {
      const kind = /^\w+/.exec(table)?.[0].toLowerCase();
      const rows = [...table.matchAll(/^\| `(\w+)` \|([^|]*)\|/gm)];
      return rows.map(([, name, cell = '']) => `${domain} ${kind} ${name}(${cell.replaceAll('`', '').trim()})`);
    });
  });
}
