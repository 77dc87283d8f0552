import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import puppeteer, { type Browser, type CDPSession, type Page } from 'puppeteer-core';
import { findBrowser } from '../../scripts/browser/find.ts';
import { quietArguments } from './browser.ts';

/** A headless browser without the extension, to take heap snapshots of pages with. */
export async function launchQuietBrowser(): Promise<Browser> {
  return puppeteer.launch({
    executablePath: await findBrowser(),
    headless: true,
    pipe: true,
    args: [...quietArguments],
  });
}

/** A page of this HTML whose heap is being watched. */
export async function openPage(
  browser: Browser,
  html: string,
): Promise<{ readonly page: Page; readonly session: CDPSession }> {
  const page = await browser.newPage();
  await page.setContent(html);
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.enable');
  return { page, session };
}

/** Writes a snapshot into a folder and gives the path of the file. */
export function takeSnapshot(session: CDPSession, folder: string): Promise<string> {
  return writeProfile(session, folder, () =>
    session.send('HeapProfiler.takeHeapSnapshot', { captureNumericValue: true }),
  );
}

/** Writes what the heap profiler sends meanwhile into a file of a folder, and gives its path. */
export async function writeProfile(
  session: CDPSession,
  folder: string,
  profile: () => Promise<unknown>,
): Promise<string> {
  const file = join(folder, `${crypto.randomUUID()}.heapsnapshot`);
  const out = createWriteStream(file);
  const take = ({ chunk }: { readonly chunk: string }) => void out.write(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', take);
  await profile();
  session.off('HeapProfiler.addHeapSnapshotChunk', take);
  await new Promise<void>(resolve => out.end(() => resolve()));
  return file;
}
