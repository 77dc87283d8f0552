import type { Statistics } from '../../src/snapshot/class-table.ts';
import { aggregate } from '../../src/snapshot/classes/aggregate.ts';
import { statisticsOf } from '../../src/snapshot/classes/statistics.ts';
import { openFile } from '../open-file.ts';
import { count, more, table } from '../table.ts';
import type { SnapshotCommand } from './command.ts';

/** Counts, sizes, and the classes that retain most. */
export const summary: SnapshotCommand = {
  name: 'summary',
  operands: ['FILE'],
  async run([file = ''], top) {
    const { graph, classes } = await openFile(file);
    const { nodeCount, edgeCount } = graph.snapshot;
    const { totalSize } = graph;
    const statistics = statisticsOf(graph);
    const all = aggregate(graph, classes).map(({ classIndex: _, ...row }) => row);
    const rows = all.slice(0, top);
    return {
      json: { nodeCount, edgeCount, totalSize, statistics, classCount: all.length, classes: rows },
      text: () =>
        [
          `${count(nodeCount)} nodes, ${count(edgeCount)} edges, ${count(totalSize)} bytes\n`,
          table(kindsOf(statistics), [
            { title: 'Kind', value: ([kind]) => kind },
            { title: 'Bytes', value: ([, bytes]) => bytes },
          ]),
          table(rows, [
            { title: 'Retained', value: row => row.retainedSize },
            { title: 'Shallow', value: row => row.shallowSize },
            { title: 'Count', value: row => row.count },
            { title: 'Class', value: row => row.name },
          ]) + more(rows.length, all.length),
        ].join('\n'),
    };
  },
};

/** The slices of the Memory panel's Statistics. */
function kindsOf({ v8heap, native }: Statistics): [kind: string, bytes: number][] {
  const { code, strings, jsArrays, system, total } = v8heap;
  return [
    ['Code', code],
    ['Strings', strings],
    ['JS arrays', jsArrays],
    ['Typed arrays', native.typedArrays],
    ['System objects', system],
    ['Other JS objects', total - code - strings - jsArrays - system],
    ['Other non-JS objects', native.total - native.typedArrays],
  ];
}
