/** `npm run bench:snapshot-transfer`: how fast a heap snapshot reaches the disk, against a plain client that only receives it. */
import { join } from 'node:path';
import { root } from '../scripts/steps/paths.ts';
import { servePages } from '../test/support/page-server.ts';
import { openPanel, type Panel } from '../test/support/panel.ts';
import { launchForBench } from './support/browser.ts';
import { thisMachine } from './support/machine.ts';
import { receivePlainly, type Transfer } from './support/plain-snapshot.ts';
import { benchOptions, percent, print } from './support/report.ts';
import { receiptOf } from './support/snapshot-receipt.ts';
import { median } from './support/statistics.ts';

interface Side {
  readonly name: string;
  readonly take: () => Promise<Transfer>;
  readonly transfers: Transfer[];
}

const { json, rounds } = benchOptions(3);
const server = await servePages(join(root, 'test', 'pages', 'bench', 'big-heap'));
const bench = await launchForBench();
try {
  const page = await bench.browser.newPage();
  await page.goto(server.url);
  const panel = await openPanel(bench.browser, page);
  await panel.connect(bench.port);

  let extensions = '';
  const plainly = (deflate: boolean) => async () => {
    const transfer = await receivePlainly(bench.port, server.url, deflate);
    if (deflate) extensions = transfer.extensions;
    return transfer;
  };
  const ours: Side = { name: 'Heapscope, into a file of the extension', take: () => takeInPanel(panel), transfers: [] };
  const plain: Side = { name: 'plain Node client, as ws connects', take: plainly(true), transfers: [] };
  const uncompressed: Side = { name: 'plain Node client, without compression', take: plainly(false), transfers: [] };
  const sides = [ours, plain, uncompressed];
  for (let round = 0; round < rounds; round++) {
    // Another one begins each round, so that none always has the heap of the one before it.
    for (let turn = 0; turn < sides.length; turn++) {
      const side = sides[(round + turn) % sides.length];
      side?.transfers.push(await side.take());
    }
  }

  const rateOf = (side: Side) => median(side.transfers.map(({ rate }) => rate));
  const row = (side: Side) => [
    side.name,
    ...[rateOf(side), Math.min(...rates(side)), Math.max(...rates(side))].map(megabytes),
    percent(rateOf(side) / rateOf(plain)),
    megabytes(median(side.transfers.map(({ bytes }) => bytes))),
    (median(side.transfers.map(({ whole }) => whole)) / 1000).toFixed(1),
  ];
  print(
    {
      bench: 'bench:snapshot-transfer',
      machine: thisMachine(bench.version),
      tables: [
        {
          title: `From the first chunk to the last, ${rounds} snapshots each; the plain client agreed on ${extensions}`,
          columns: ['receiver', 'MB/s', 'lowest', 'highest', 'of plain', 'MB', 'from command to end, s'],
          rows: sides.map(row),
        },
      ],
      goals: [
        {
          what: 'rate to disk, of what a plain client receives',
          value: (rateOf(ours) / rateOf(plain)) * 100,
          bound: 'at least',
          limit: 80,
          unit: '%',
        },
      ],
    },
    json,
  );
} finally {
  await bench.close();
  await server.close();
}

/** Presses the button and follows what the relay publishes, until the snapshot is on disk and in the list. */
async function takeInPanel(panel: Panel): Promise<Transfer> {
  const receipt = receiptOf(panel);
  const pressedAt = performance.now();
  await panel.press('button', 'Heap snapshot');
  const { first, end, bytes } = await receipt;
  return { bytes, rate: ((bytes - first.bytes) * 1000) / (end - first.at), whole: performance.now() - pressedAt };
}

function rates(side: Side): number[] {
  return side.transfers.map(({ rate }) => rate);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
