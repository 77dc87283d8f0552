import { writeFile } from 'node:fs/promises';
import { writeHeapprof } from '../../src/formats/heapprof.ts';
import { Refusal } from '../refusal.ts';
import { table } from '../table.ts';
import type { RecordingCommand } from './command.ts';
import { timeText } from './moment.ts';

/** Snapshots at equal distances, rare stacks folded; with `--out BASE` also heapprof's three files. */
export const digest: RecordingCommand = {
  name: 'digest',
  async run({ reader }, { interval, precision, out }) {
    reader.makeDigest({ timeInterval: interval, precision });
    const { digest: made, snapshots } = reader;
    if (!made) throw new Refusal('There is nothing to digest.');
    const files = out === null ? [] : await write(out, writeHeapprof(reader.history, made, reader.initialTime));
    const rows = snapshots.map(({ time, total, other, stack }) => ({ time, total, other, stacks: stack.length }));
    return {
      json: { interval: made.interval, precision, snapshots: rows, files },
      text: () =>
        [
          table(rows, [
            { title: 'Time', value: row => timeText(row.time) },
            { title: 'Bytes', value: row => row.total },
            { title: 'Other', value: row => row.other },
            { title: 'Stacks', value: row => row.stacks },
          ]),
          ...files.map(file => `written: ${file}\n`),
        ].join(''),
    };
  },
};

async function write(base: string, files: ReturnType<typeof writeHeapprof>): Promise<string[]> {
  const named = Object.entries(files).map(([ending, bytes]) => [`${base}.${ending}`, bytes] as const);
  for (const [name, bytes] of named) {
    try {
      await writeFile(name, bytes);
    } catch (error) {
      throw new Refusal(`${name} cannot be written: ${error instanceof Error ? error.message : error}.`);
    }
  }
  return named.map(([name]) => name);
}
