import type { ObjectQuery } from '../../src/snapshot/queries/object-query.ts';
import type { NodeRow } from '../../src/snapshot/queries/rows.ts';
import { SnapshotQueries } from '../../src/snapshot/queries/snapshot-queries.ts';
import { queryFor } from '../../src/snapshot/queries/wanted-objects.ts';
import { inPages } from '../document.ts';
import { openFile } from '../open-file.ts';
import { Refusal } from '../refusal.ts';
import { count, more, table } from '../table.ts';
import type { SnapshotCommand, WantedOptions } from './command.ts';

/** Single objects by class, property, type and size; those that retain most first. */
export const objects: SnapshotCommand = {
  name: 'objects',
  operands: ['FILE'],
  takesWanted: true,
  async run([file = ''], top, wanted) {
    const query = queryOf(wanted);
    const open = await openFile(file);
    const { nodeTypes } = open.graph.snapshot;
    if (wanted.type !== undefined && !nodeTypes.includes(wanted.type)) {
      throw new Refusal(`No object is of the type "${wanted.type}": the file has ${nodeTypes.join(', ')}.`);
    }
    const queries = new SnapshotQueries(open);
    const order = { by: 'retainedSize', ascending: false, thenBy: 'id', thenAscending: true } as const;
    const { total } = queries.find(query, order, { from: 0, count: 0 });
    const shown = Math.min(top, total);
    const found = inPages(shown, range =>
      queries.find(query, order, range).rows.map(row => objectOf(row, open.classes.names[row.classIndex] ?? '')),
    );
    return {
      json: { objectCount: total, objects: found },
      text: () =>
        [
          `${count(total)} objects are like that\n`,
          table(
            [...found],
            [
              { title: 'Object', value: row => `@${row.id}` },
              { title: 'Shallow', value: row => row.shallowSize },
              { title: 'Retained', value: row => row.retainedSize },
              { title: 'Class', value: row => row.className },
              { title: 'Name', value: row => row.name },
            ],
          ) + more(shown, total),
        ].join('\n'),
    };
  },
};

function queryOf({ class: className = '', property = '', type = '', retained = '0' }: WantedOptions): ObjectQuery {
  assertPattern('--class', className);
  assertPattern('--property', property);
  if (!/^\d+$/.test(retained)) throw new Refusal(`--retained needs a whole number of bytes, not "${retained}".`);
  return queryFor({ className, property, type, leastRetainedSize: Number(retained) });
}

/** The panel looks for half a regular expression as text while it is being typed; here nobody sees that it found nothing. */
function assertPattern(option: string, typed: string): void {
  const source = /^\/(.+)\/i?$/.exec(typed.trim())?.[1];
  if (source === undefined) return;
  try {
    new RegExp(source);
  } catch (error) {
    throw new Refusal(`${option} is no regular expression: ${error instanceof Error ? error.message : error}.`);
  }
}

function objectOf({ id, name, type, distance, shallowSize, retainedSize }: NodeRow, className: string) {
  return { id, className, name, type, distance, shallowSize, retainedSize };
}
