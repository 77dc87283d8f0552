import type { EdgeRow, NodeRow } from '../../src/snapshot/queries/rows.ts';
import { SnapshotQueries } from '../../src/snapshot/queries/snapshot-queries.ts';
import { inPages } from '../document.ts';
import { openFile } from '../open-file.ts';
import { Refusal } from '../refusal.ts';
import { count, more, oneLine, table } from '../table.ts';
import type { SnapshotCommand } from './command.ts';
import { edgeText } from './edge-text.ts';

const mostPaths = 5;

/** What holds an object, and the paths from the roots to it. */
export const retainers: SnapshotCommand = {
  name: 'retainers',
  operands: ['FILE', '@ID'],
  async run([file = '', wanted = ''], top) {
    const id = Number(/^@?(\d+)$/.exec(wanted)?.[1] ?? Number.NaN);
    if (Number.isNaN(id)) throw new Refusal(`"${wanted}" is no id: give a number as in @123.`);
    const open = await openFile(file);
    const queries = new SnapshotQueries(open);
    const info = queries.nodeWithId(id);
    if (info === null) throw new Refusal(`${file} has no object @${id}.`);
    const order = { by: 'distance', ascending: true, thenBy: 'id' } as const;
    const nodeOf = (row: NodeRow) => {
      const { id, name, type, distance, shallowSize, retainedSize, isDetached } = row;
      const className = open.classes.names[row.classIndex];
      return { id, name, type, className, distance, shallowSize, retainedSize, isDetached };
    };
    const edgeOf = ({ type, name, node }: EdgeRow) => ({ edgeType: type, edgeName: name, from: nodeOf(node) });
    const { total } = queries.retainers(info.node, order, { from: 0, count: 0 });
    const shown = Math.min(top, total);
    const rows = inPages(shown, range => queries.retainers(info.node, order, range).rows.map(edgeOf));
    const { paths } = queries.retainingPaths(info.node, mostPaths);
    return {
      json: {
        object: nodeOf(info),
        retainerCount: total,
        retainers: rows,
        paths: paths.map(path => path.map(edgeOf)),
      },
      text: () =>
        [
          `${oneLine(info.name)} @${id}: ${count(info.shallowSize)} bytes, retains ${count(info.retainedSize)}\n`,
          table(
            [...rows],
            [
              { title: 'Distance', value: ({ from }) => from.distance },
              { title: 'Retained', value: ({ from }) => from.retainedSize },
              { title: 'Object', value: ({ from }) => `@${from.id}` },
              { title: 'Edge', value: ({ edgeType, edgeName }) => edgeText(edgeType, edgeName) },
              { title: 'Retainer', value: ({ from }) => from.name },
            ],
          ) + more(shown, total),
          ...paths.map(describe),
        ].join('\n'),
    };
  },
};

/** A path from its root down to the object. */
function describe(path: readonly EdgeRow[]): string {
  const steps = path.toReversed();
  return steps
    .map(({ type, name, node }) => `  ${oneLine(node.name)} @${node.id} ${oneLine(edgeText(type, name))}\n`)
    .join('');
}
