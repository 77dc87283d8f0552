import { findLeaks, type LeakCluster } from '../../src/snapshot/leaks/find-leaks.ts';
import { assertOneHistory } from '../../src/snapshot/leaks/one-history.ts';
import { openFile, readPastFile } from '../open-file.ts';
import { count, more, oneLine } from '../table.ts';
import type { SnapshotCommand } from './command.ts';
import { edgeText } from './edge-text.ts';

/** What came with an action and stayed after it was undone. */
export const leaks: SnapshotCommand = {
  name: 'leaks',
  operands: ['BASE', 'TARGET', 'FINAL'],
  async run([base = '', target = '', final = ''], top) {
    const [before, after, open] = [await readPastFile(base), await readPastFile(target), await openFile(final)];
    assertOneHistory(before, after, open.graph);
    const report = findLeaks(before.ids, after.ids, open);
    const rows = report.clusters.slice(0, top);
    const clusters = rows.map(({ detector, reason, className, count: objects, retainedSize, trace, example }) => {
      const { id, retainedSize: ofExample } = example;
      const figures = { className, count: objects, retainedSize };
      return { detector, reason, ...figures, trace, example: { id, retainedSize: ofExample } };
    });
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
