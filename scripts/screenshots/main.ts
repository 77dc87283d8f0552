import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { launchWithExtension } from '../../test/support/browser.ts';
import { servePages } from '../../test/support/page-server.ts';
import { openPanel, type Panel } from '../../test/support/panel.ts';
import { buildExtension } from '../build/main.ts';
import { demoFolder, root } from '../steps/paths.ts';

const folder = join(root, 'docs', 'images');
/** Height of DevTools' own row of tabs, which stands above the panel. */
const tabsHeight = 27;
const themes = { light: 'default', dark: 'dark' } as const;
const sizes = { panel: { width: 1200, height: 500 }, narrow: { width: 480, height: 800 } } as const;
const recordedSeconds = 8;
/** DevTools moves the line under its tabs for a moment after each change of size. */
const layoutMilliseconds = 400;

/** `npm run screenshots`: the real panel on the demo page, in both themes and both sizes, as `docs/images/*.png`. */
export default async function main(): Promise<void> {
  await buildExtension('release');
  await mkdir(folder, { recursive: true });
  const demo = await servePages(demoFolder);
  try {
    for (const theme of ['light', 'dark'] as const) await pictures(demo.url, theme);
  } finally {
    await demo.close();
  }
}

async function pictures(url: string, theme: keyof typeof themes): Promise<void> {
  const { browser, port, close } = await launchWithExtension({
    profile: { devtools: { currentDockState: 'undocked', 'ui-theme': themes[theme] } },
  });
  try {
    const [page = await browser.newPage()] = await browser.pages();
    await page.goto(url);
    const panel = await openPanel(browser, page);
    await shoot(panel, 'connect', theme);
    await panel.connect(port);
    await panel.choose({ on: ['Allocation timeline', 'CPU profile', 'Coverage'] });
    await panel.record();
    await pause(recordedSeconds * 1000);
    await shoot(panel, 'panel', theme);
    await panel.press('tab', 'Tree');
    await shoot(panel, 'tree', theme);
    await panel.press('tab', 'Flow');
    await panel.find('group', 'Flow graph', 60);
    await shoot(panel, 'flow', theme);
    await panel.press('tab', 'Coverage');
    await panel.press('gridcell', 'demo.js');
    await shoot(panel, 'coverage', theme);
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record', 60);
    await panel.press('button', 'Heap snapshot');
    await panel.find('treegrid', 'Classes', 120);
    await shoot(panel, 'snapshot', theme);
  } finally {
    await close();
  }
}

/** One file per size: `panel-light.png` and `panel-light-narrow.png`. */
async function shoot(panel: Panel, subject: string, theme: string): Promise<void> {
  for (const [size, { width, height }] of Object.entries(sizes)) {
    await panel.devtools.setViewport({ width, height: height + tabsHeight });
    await pause(layoutMilliseconds);
    const name = `${subject}-${theme}${size === 'narrow' ? '-narrow' : ''}.png` as const;
    await panel.devtools.screenshot({ path: join(folder, name) as `${string}.png` });
    console.log(`docs/images/${name}`);
  }
}
