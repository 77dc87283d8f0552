import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from '../../scripts/steps/paths.ts';
import { type Log, readLog } from '../../src/recording/log.ts';
import type { Row, SamplingRow } from '../../src/recording/rows.ts';
import { milliseconds } from '../../src/units.ts';
import { servePages } from '../../test/support/page-server.ts';
import { openPanel } from '../../test/support/panel.ts';
import type { BenchBrowser } from './browser.ts';

/** Records the demo page with the default options for a while, and reads the log of it. */
export async function recordDemo({ browser, port }: BenchBrowser, seconds: number): Promise<Log> {
  const server = await servePages(join(root, 'test', 'pages'));
  const page = await browser.newPage();
  try {
    await page.goto(new URL('demo/', server.url).href);
    const panel = await openPanel(browser, page);
    await panel.connect(port);
    await panel.record();
    await pause(seconds * 1000);
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record', 60);
    const recorded = await panel.frame.waitForSelector('[data-capture][aria-current=true]');
    const id = await recorded?.evaluate(element => element.getAttribute('data-capture'));
    const log = await panel.frame.evaluate(async folder => {
      const directory = await (await navigator.storage.getDirectory()).getDirectoryHandle(folder);
      const file = await (await directory.getFileHandle('recording.log')).getFile();
      return Array.from(new Uint8Array(await file.arrayBuffer()));
    }, id ?? '');
    return readLog(Uint8Array.from(log));
  } finally {
    await page.close();
    await server.close();
  }
}

/**
 * The rows of a recording again and again, as if the page were reloaded at the end of each turn: the same functions allocate anew,
 * and what was alive is not any more. Ends never.
 */
export function* repeated(rows: readonly Row[]): Generator<Row> {
  const turn = (rows.at(-1)?.time ?? 0) + 500;
  const ordinals = 1 + rows.reduce((most, row) => Math.max(most, lastOrdinal(row)), 0);
  const left = aliveAtEnd(rows);
  yield* rows;
  for (let again = 1; ; again++) {
    let before: Float64Array | null = left.map(ordinal => ordinal + (again - 1) * ordinals);
    for (const row of rows) {
      if (row.kind === 'isolate') continue;
      const time = milliseconds(row.time + again * turn);
      if (row.kind !== 'allocation-sampling') yield { ...row, time };
      else {
        yield { ...shifted(row, again * ordinals, before ?? new Float64Array(0)), time };
        before = null;
      }
    }
  }
}

/** The row without growth: its functions are known. @param gone beside those that the row says. */
function shifted(row: SamplingRow, by: number, gone: Float64Array): SamplingRow {
  return {
    ...row,
    frames: [],
    nodeParent: new Int32Array(0),
    nodeFrame: new Uint32Array(0),
    addedOrdinal: row.addedOrdinal.map(ordinal => ordinal + by),
    goneOrdinal: Float64Array.of(...gone, ...row.goneOrdinal.map(ordinal => ordinal + by)),
  };
}

const lastOrdinal = (row: Row): number => (row.kind === 'allocation-sampling' ? (row.addedOrdinal.at(-1) ?? 0) : 0);

function aliveAtEnd(rows: readonly Row[]): Float64Array {
  const alive = new Set<number>();
  for (const row of rows) {
    if (row.kind !== 'allocation-sampling') continue;
    for (const ordinal of row.goneOrdinal) alive.delete(ordinal);
    for (const ordinal of row.addedOrdinal) alive.add(ordinal);
  }
  return Float64Array.from(alive);
}
