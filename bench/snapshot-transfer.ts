/** `npm run bench:snapshot-transfer`: how fast a heap snapshot reaches the disk, against a plain client that only receives it. */
import { join } from 'node:path';
import { root } from '../scripts/steps/paths.ts';
import type { Published } from '../src/messages/contract.ts';
import { stateChannelName } from '../src/messages/contract.ts';
import { servePages } from '../test/support/page-server.ts';
import { openPanel, type Panel } from '../test/support/panel.ts';
import { launchForBench } from './support/browser.ts';
import { thisMachine } from './support/machine.ts';
import { receivePlainly, type Transfer } from './support/plain-snapshot.ts';
import { benchOptions, percent, print } from './support/report.ts';
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
  const followed = panel.frame.evaluate(follow, stateChannelName);
  const pressedAt = performance.now();
  await panel.press('button', 'Heap snapshot');
  const { firstBytes, bytes, duration } = await followed;
  return { bytes, rate: ((bytes - firstBytes) * 1000) / duration, whole: performance.now() - pressedAt };
}

/** Runs in the panel: milliseconds from the first news of received bytes to the end, and the size by then. */
function follow(channelName: string): Promise<{ firstBytes: number; bytes: number; duration: number }> {
  return new Promise(resolve => {
    const channel = new BroadcastChannel(channelName);
    let first: { at: number; bytes: number } | null = null;
    let bytes = 0;
    channel.onmessage = ({ data }: MessageEvent<Published>) => {
      if (data.kind === 'captures') bytes = data.captures[0]?.files[0]?.bytes ?? 0;
      else if (data.kind !== 'state') return;
      else if (data.state.snapshot?.stage === 'receiving')
        first ??= { at: performance.now(), bytes: data.state.snapshot.bytes };
      else if (first && !data.state.snapshot) {
        channel.close();
        resolve({ firstBytes: first.bytes, bytes, duration: performance.now() - first.at });
      }
    };
  });
}

function rates(side: Side): number[] {
  return side.transfers.map(({ rate }) => rate);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
