import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { launchWithExtension } from '../../test/support/browser.ts';
import { servePages } from '../../test/support/page-server.ts';
import { openPanel, type Panel } from '../../test/support/panel.ts';
import { buildExtension } from '../build/main.ts';
import { demoFolder, root } from '../steps/paths.ts';

const folder = join(root, 'docs', 'images');
/** Height of DevTools' own row of tabs, which stands above the panel. */
const tabsHeight = 27;
const themes = { light: 'default', dark: 'dark' } as const;
/** The wide one last, as it is where the list of captures is in sight. */
const sizes = { narrow: { width: 480, height: 800 }, panel: { width: 1200, height: 500 } } as const;
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
    await shootHolders(panel, theme);
    await shootLeak(page, panel, theme);
  } finally {
    await close();
  }
}

/** The class that the demo page leaks, and what holds one of its objects. */
async function shootHolders(panel: Panel, theme: string): Promise<void> {
  await panel.takeSnapshot();
  const nodes = /^\{next, key, .*\} ×/;
  await panel.press('gridcell', nodes, 120);
  await panel.devtools.keyboard.press('ArrowRight');
  await panel.press('gridcell', /^\{next, key, .*\} @/);
  await panel.find('columnheader', /^What holds /);
  await shoot(panel, 'snapshot', theme);
}

/** Seven dialogs that were closed and are still there, found by three snapshots. */
async function shootLeak(page: Page, panel: Panel, theme: string): Promise<void> {
  await page.evaluate(`
    globalThis.dialogs = { opened: [] };
    globalThis.openDialog = () => {
      const dialog = document.createElement('dialog');
      dialog.append(document.createElement('p'));
      document.body.append(dialog);
      dialogs.opened.push(dialog);
    };
    globalThis.closeDialog = () => document.querySelector('dialog').remove();
    openDialog();
    closeDialog();
  `);
  await panel.takeSnapshot();
  await page.evaluate('for (let i = 0; i < 7; i++) openDialog()');
  await panel.takeSnapshot();
  await page.evaluate('for (let i = 0; i < 7; i++) closeDialog()');
  await panel.takeSnapshot();
  await panel.press('tab', 'Leaks');
  await panel.press('button', 'Find leaks');
  await panel.press('gridcell', 'Detached <dialog> ×7', 120);
  await panel.devtools.keyboard.press('ArrowRight');
  await panel.find('gridcell', /^opened ::/);
  await shoot(panel, 'leaks', theme);
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
