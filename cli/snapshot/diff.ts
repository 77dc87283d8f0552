import { Comparison } from '../../src/snapshot/queries/comparison.ts';
import { openFile } from '../open-file.ts';
import { count, more, table } from '../table.ts';
import type { SnapshotCommand } from './command.ts';

/** What came and what went between two snapshots of a page. */
export const diff: SnapshotCommand = {
  name: 'diff',
  operands: ['BASE', 'TARGET'],
  async run([base = '', target = ''], top) {
    const before = await openFile(base);
    const after = await openFile(target);
    const all = new Comparison(before, after).rows;
    const rows = all.slice(0, top);
    const sizes = { baseSize: before.graph.totalSize, targetSize: after.graph.totalSize };
    return {
      json: { ...sizes, sizeDelta: sizes.targetSize - sizes.baseSize, classCount: all.length, classes: rows },
      text: () =>
        [
          `${count(sizes.baseSize)} bytes before, ${count(sizes.targetSize)} after\n`,
          table(rows, [
            { title: 'Size delta', value: row => row.sizeDelta },
            { title: 'New', value: row => row.newCount },
            { title: 'Deleted', value: row => row.deletedCount },
            { title: 'Delta', value: row => row.countDelta },
            { title: 'Class', value: row => row.name },
          ]) + more(rows.length, all.length),
        ].join('\n'),
    };
  },
};
