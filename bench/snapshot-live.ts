/** `npm run bench:snapshot-live`: how soon after its last piece a snapshot of the open tab shows its classes. */
import { join } from 'node:path';
import { root } from '../scripts/steps/paths.ts';
import { servePages } from '../test/support/page-server.ts';
import { openPanel, type Panel } from '../test/support/panel.ts';
import { launchForBench } from './support/browser.ts';
import { thisMachine } from './support/machine.ts';
import { benchOptions, print } from './support/report.ts';
import { receiptOf } from './support/snapshot-receipt.ts';
import { median } from './support/statistics.ts';

interface Round {
  readonly bytes: number;
  /** Milliseconds from the first piece to the last. */
  readonly receiving: number;
  /** Milliseconds from the last piece to the class table. */
  readonly showing: number;
  /** Milliseconds from opening the same file, whole, from the disk to its class table. */
  readonly again: number;
}

const { json, rounds } = benchOptions(3);
const server = await servePages(join(root, 'test', 'pages', 'bench', 'big-heap'));
const bench = await launchForBench();
try {
  const page = await bench.browser.newPage();
  await page.goto(server.url);
  const panel = await openPanel(bench.browser, page);
  await panel.connect(bench.port);
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round++) measured.push(await take(panel));

  const figure = (of: (round: Round) => number) => median(measured.map(of));
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);
  print(
    {
      bench: 'bench:snapshot-live',
      machine: thisMachine(bench.version),
      tables: [
        {
          title: `A snapshot of the open tab of ${(figure(({ bytes }) => bytes) / 1e6).toFixed(0)} MB, ${rounds} times`,
          columns: ['from', 'to', 'median s'],
          rows: [
            ['first piece', 'last piece', seconds(figure(({ receiving }) => receiving))],
            ['last piece', 'class table', seconds(figure(({ showing }) => showing))],
            ['opening the file from disk', 'class table', seconds(figure(({ again }) => again))],
          ],
        },
      ],
      goals: [
        {
          what: 'class table after the last piece',
          value: figure(({ showing }) => showing) / 1000,
          bound: 'at most',
          limit: 3,
          unit: 's',
        },
      ],
    },
    json,
  );
} finally {
  await bench.close();
  await server.close();
}

async function take(panel: Panel): Promise<Round> {
  const receipt = receiptOf(panel);
  const shown = whenClassesShow(panel);
  await panel.press('button', 'Heap snapshot');
  const { first, end, bytes } = await receipt;
  const showing = (await shown) - end;
  await forget(panel);
  await panel.press('button', /^Snapshot/, 60);
  const begun = Date.now();
  const again = (await whenClassesShow(panel)) - begun;
  await forget(panel);
  return { bytes, receiving: end - first.at, showing, again };
}

/** A panel that is loaded anew shows nothing, and has nothing open. */
async function forget(panel: Panel): Promise<void> {
  await Promise.all([panel.frame.waitForNavigation(), panel.frame.evaluate('location.reload()')]);
  await panel.find('button', 'Full access');
}

/** The time at which the table of classes has rows. */
async function whenClassesShow(panel: Panel): Promise<number> {
  const rows = '[role="treegrid"][aria-label="Classes"] [role="row"][aria-level]';
  const options = { polling: 'raf', timeout: 300_000 } as const;
  const time = await panel.frame.waitForFunction(`document.querySelector('${rows}') && Date.now()`, options);
  return Number(await time.jsonValue());
}
