import { SnapshotQueries } from '../../src/snapshot/queries/snapshot-queries.ts';
import { openFile } from '../open-file.ts';
import { count, more, table } from '../table.ts';
import type { SnapshotCommand } from './command.ts';

/** Texts that are in memory more than once. */
export const strings: SnapshotCommand = {
  name: 'strings',
  operands: ['FILE'],
  async run([file = ''], top) {
    const queries = new SnapshotQueries(await openFile(file));
    const { total, rows: all } = queries.duplicateStrings({ from: 0, count: Number.MAX_SAFE_INTEGER });
    const wastedSize = all.reduce((sum, row) => sum + row.wastedSize, 0);
    const rows = all
      .slice(0, top)
      .map(({ text, isTruncated, count: copies, shallowSize, retainedSize, wastedSize: wasted }) => {
        return { text, isTruncated, count: copies, shallowSize, retainedSize, wastedSize: wasted };
      });
    return {
      json: { textCount: total, wastedSize, strings: rows },
      text: () =>
        [
          `${count(total)} texts are in memory more than once and waste ${count(wastedSize)} bytes\n`,
          table(rows, [
            { title: 'Wasted', value: row => row.wastedSize },
            { title: 'Copies', value: row => row.count },
            { title: 'Retained', value: row => row.retainedSize },
            { title: 'Text', value: row => (row.isTruncated ? `${row.text}…` : row.text) },
          ]) + more(rows.length, total),
        ].join('\n'),
    };
  },
};
