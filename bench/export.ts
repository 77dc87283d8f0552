/** `npm run bench:export`: how much memory the export of a large snapshot takes. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { openPanel } from '../test/support/panel.ts';
import { isBigCapture, putBigCapture } from './support/big-capture.ts';
import { type BenchBrowser, launchForBench } from './support/browser.ts';
import { thisMachine } from './support/machine.ts';
import { peakGrowth, type Resident } from './support/memory.ts';
import { benchOptions, print } from './support/report.ts';
import { median } from './support/statistics.ts';

interface Export {
  readonly growth: Resident;
  readonly seconds: number;
  /** Whether the file on disk is the one in the library, byte for byte. */
  readonly whole: boolean;
}

interface Side {
  readonly name: string;
  /** Exports the file at `path` in the library. */
  readonly save: (bench: BenchBrowser, extensionPage: Page, path: string) => Promise<() => Promise<void>>;
  readonly exports: Export[];
}

/** Blocks of 4 MiB: 600 MB. */
const blocks = 144;

const { json, rounds } = benchOptions(3);
const ours: Side = { name: 'Export in the panel', save: exportInPanel, exports: [] };
const peer: Side = { name: 'the file read into memory, then downloaded', save: downloadFromMemory, exports: [] };
let version = '';
for (let round = 0; round < rounds; round++) {
  for (const side of [ours, peer]) side.exports.push(await exportOnce(side));
}

const own = ({ growth }: Export) => growth.browser + growth.extension;
const megabytes = (values: readonly number[]) => (median(values) / 2 ** 20).toFixed(0);
print(
  {
    bench: 'bench:export',
    machine: thisMachine(version),
    tables: [
      {
        title: `Growth of resident memory during the export of a snapshot of ${Math.round((blocks * 4 * 2 ** 20) / 1e6)} MB, at its peak, in MB; median of ${rounds}`,
        columns: ['way', 'extension', 'browser', 'both', 'other processes', 'seconds', 'whole files'],
        rows: [ours, peer].map(({ name, exports }) => [
          name,
          megabytes(exports.map(({ growth }) => growth.extension)),
          megabytes(exports.map(({ growth }) => growth.browser)),
          megabytes(exports.map(own)),
          megabytes(exports.map(({ growth }) => growth.other)),
          median(exports.map(({ seconds }) => seconds)).toFixed(1),
          `${exports.filter(({ whole }) => whole).length} of ${exports.length}`,
        ]),
      },
    ],
    goals: [
      {
        what: 'growth of extension and browser during the export',
        value: median(ours.exports.map(own)) / 2 ** 20,
        bound: 'at most',
        limit: 64,
        unit: 'MB',
      },
    ],
  },
  json,
);

/** In a browser of its own: what one export leaves behind in a process must not hide the growth of the next. */
async function exportOnce(side: Side): Promise<Export> {
  const bench = await launchForBench();
  try {
    version = bench.version;
    const extensionPage = await bench.browser.newPage();
    await extensionPage.goto(`chrome-extension://${bench.extensionId}/manifest.json`);
    const path = await putBigCapture(extensionPage, blocks);
    const save = await side.save(bench, extensionPage, path);
    let seconds = 0;
    const growth = await peakGrowth(bench.browser, async () => {
      const start = performance.now();
      await save();
      seconds = (performance.now() - start) / 1000;
    });
    const [file] = await readdir(bench.downloads);
    return { growth, seconds, whole: file !== undefined && (await isBigCapture(join(bench.downloads, file), blocks)) };
  } finally {
    await bench.close();
  }
}

async function exportInPanel({ browser }: BenchBrowser): Promise<() => Promise<void>> {
  const page = await browser.newPage();
  const panel = await openPanel(browser, page);
  await panel.press('button', /^Snapshot/);
  await panel.press('button', 'Export');
  return async () => {
    await panel.press('menuitem', /\.heapsnapshot/);
    await panel.statusMatching(/^Saved /, 120);
  };
}

/** The other side: the short way, which keeps everything in memory. As a string it would not even fit: V8 ends at 512 MB. */
async function downloadFromMemory(_: BenchBrowser, extensionPage: Page, path: string): Promise<() => Promise<void>> {
  const [folder = '', name = ''] = path.split('/');
  return async () => {
    await extensionPage.evaluate(
      async (folderName, fileName) => {
        const root = await navigator.storage.getDirectory();
        const directory = await root.getDirectoryHandle(folderName);
        const file = await (await directory.getFileHandle(fileName)).getFile();
        const url = URL.createObjectURL(new Blob([await file.arrayBuffer()]));
        const id = await chrome.downloads.download({ url, filename: fileName });
        await new Promise<void>(resolve => {
          chrome.downloads.onChanged.addListener(change => {
            if (change.id === id && change.state?.current === 'complete') resolve();
          });
        });
      },
      folder,
      name,
    );
  };
}
