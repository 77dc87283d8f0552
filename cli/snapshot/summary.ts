import { formatBytes } from '../../src/format-bytes.ts';
import type { Statistics } from '../../src/snapshot/class-table.ts';
import { aggregate } from '../../src/snapshot/classes/aggregate.ts';
import { statisticsOf } from '../../src/snapshot/classes/statistics.ts';
import { mayNotFit } from '../../src/snapshot/memory/host-memory.ts';
import { hostMemory } from '../host-memory.ts';
import { openFile, outlookOfFile, summarizeFile } from '../open-file.ts';
import { count, more, table } from '../table.ts';
import { warn } from '../warn.ts';
import type { SnapshotCommand } from './command.ts';

/** Counts, sizes, and the classes that retain most. */
export const summary: SnapshotCommand = {
  name: 'summary',
  operands: ['FILE'],
  async run([file = ''], top) {
    await warnWhereItMayNotFit(file);
    const { graph, classes } = await openFile(file);
    const { nodeCount, edgeCount } = graph.snapshot;
    const { totalSize } = graph;
    const statistics = statisticsOf(graph);
    const all = aggregate(graph, classes).map(({ classIndex: _, ...row }) => row);
    const rows = all.slice(0, top);
    return {
      json: { nodeCount, edgeCount, totalSize, retainedSizes: true, statistics, classCount: all.length, classes: rows },
      text: () =>
        [
          headline(nodeCount, edgeCount, totalSize),
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
  async quick([file = ''], top) {
    const { nodeCount, edgeCount, totalSize, classes: all } = await summarizeFile(file);
    const classes = all.slice(0, top);
    return {
      json: { nodeCount, edgeCount, totalSize, retainedSizes: false, classCount: all.length, classes },
      text: () =>
        [
          headline(nodeCount, edgeCount, totalSize),
          table(classes, [
            { title: 'Shallow', value: row => row.shallowSize },
            { title: 'Count', value: row => row.count },
            { title: 'Class', value: row => row.name },
          ]) + more(classes.length, all.length),
          'A quick summary: retained sizes need the whole snapshot in memory.\n',
        ].join('\n'),
    };
  },
};

const headline = (nodeCount: number, edgeCount: number, totalSize: number): string =>
  `${count(nodeCount)} nodes, ${count(edgeCount)} edges, ${count(totalSize)} bytes\n`;

/** Says so before the operating system ends the program without a word. The estimate may be wrong, so that the work goes on. */
async function warnWhereItMayNotFit(file: string): Promise<void> {
  const outlook = await outlookOfFile(file);
  const memory = hostMemory();
  if (outlook === null || !mayNotFit(outlook.needed, memory)) return;
  const { total, free } = memory;
  const has = [total !== null && `has ${formatBytes(total)}`, free !== null && `${formatBytes(free)} free`];
  warn(
    `Opening ${file} takes about ${formatBytes(outlook.needed)} of memory and may not fit (this computer ${has.filter(Boolean).join(', ')}): --quick lists its classes with little memory.`,
  );
}

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
