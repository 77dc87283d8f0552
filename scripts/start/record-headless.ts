import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { launchWithExtension } from '../../test/support/browser.ts';
import { openPanel, type Panel } from '../../test/support/panel.ts';
import { Failure } from '../steps/failure.ts';
import { root } from '../steps/paths.ts';

const recordedSeconds = 10;

/** Does what a person would do in the panel: connect, record, take a snapshot, export everything; then tells what was found. */
export async function recordHeadless(executable: string, url: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  console.log(`There is no display, so ${url} is recorded headless for ${recordedSeconds} s.`);
  const { browser, port, close } = await launchWithExtension({ executable, profile: { downloads: folder } });
  try {
    const [page = await browser.newPage()] = await browser.pages();
    await page.goto(url).catch(() => {
      throw new Failure(`${url} could not be opened.`);
    });
    const panel = await openPanel(browser, page);
    await panel.devtools.setViewport({ width: 1200, height: 800 });
    await panel.connect(port);
    await panel.choose({ on: ['Allocation sampling', 'Allocation timeline', 'CPU profile', 'Heap usage'] });
    await panel.record();
    await pause(recordedSeconds * 1000);
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record');
    await tellTopFunctions(panel);
    const screenshot = join(folder, 'panel.png');
    await panel.devtools.screenshot({ path: screenshot as `${string}.png` });
    const saved = [screenshot, ...(await exportAll(panel))];
    await panel.press('button', 'Heap snapshot');
    await panel.find('region', 'Heap snapshot', 120);
    saved.push(...(await exportAll(panel)));
    console.log('Saved:');
    for (const file of saved) console.log(`  ${relative(root, file)}`);
  } finally {
    await close();
  }
}

/** Exports every file of the shown capture that Chrome's own DevTools opens; returns their paths. */
async function exportAll(panel: Panel): Promise<string[]> {
  const saved: string[] = [];
  await panel.press('button', 'Export');
  const endings = (await panel.names('menuitem')).flatMap(name => /\(\.(\w+)\)/.exec(name)?.[1] ?? []);
  await panel.press('button', 'Export');
  for (const ending of endings) saved.push(await panel.saved(ending));
  return saved;
}

async function tellTopFunctions(panel: Panel): Promise<void> {
  await panel.press('tab', 'Functions');
  const rows = await panel.rows('Functions');
  console.log('\nFunctions that hold the most memory:');
  for (const [name = '', ...figures] of rows.slice(0, 5)) console.log(`  ${name.padEnd(24)} ${figures.join('   ')}`);
  console.log(`\n${await panel.status()}\n`);
}
