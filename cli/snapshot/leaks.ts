import { findLeaks, type LeakCluster, sortedIds } from '../../src/snapshot/leaks/find-leaks.ts';
import { openFile } from '../open-file.ts';
import { count, more, oneLine } from '../table.ts';
import type { SnapshotCommand } from './command.ts';
import { edgeText } from './edge-text.ts';

/** What came with an action and stayed after it was undone. */
export const leaks: SnapshotCommand = {
  name: 'leaks',
  operands: ['BASE', 'TARGET', 'FINAL'],
  async run([base = '', target = '', final = ''], top) {
    const report = findLeaks(await idsOf(base), await idsOf(target), await openFile(final));
    const rows = report.clusters.slice(0, top);
    const clusters = rows.map(({ example: { node: _, ...example }, ...cluster }) => ({ ...cluster, example }));
    return {
      json: {
        verdict: report.verdict,
        stayed: report.stayed,
        clusterCount: report.clusters.length,
        clusters,
      },
      text: () =>
        [
          `${sentences[report.verdict]} ${count(report.stayed)} objects stayed.\n`,
          ...rows.map(describe),
          more(rows.length, report.clusters.length),
        ].join('\n'),
    };
  },
};

/** Only its ids are kept of a snapshot: its memory is free for the next. */
const idsOf = async (file: string): Promise<Uint32Array> => sortedIds((await openFile(file)).graph);

const sentences = {
  leak: 'There is a leak.',
  unsure: 'There may be a leak.',
  'no leak': 'There is no leak.',
} as const;

function describe({ detector, className, count: objects, retainedSize, example, trace }: LeakCluster): string {
  const figures = `${count(objects)} × ${oneLine(className)}, ${count(retainedSize)} bytes retained`;
  const head = `${detector ?? 'stayed'}: ${figures}, such as @${example.id}\n`;
  const steps = trace.map(({ edgeType, edge, className: name }) =>
    edgeType === null ? `  ${oneLine(name)}\n` : `  ${oneLine(edgeText(edgeType, edge))} → ${oneLine(name)}\n`,
  );
  return head + steps.join('');
}
