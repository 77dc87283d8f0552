import type { ElementHandle, Page } from 'puppeteer-core';
import { untilStill } from './still.ts';
import { until } from './until.ts';

declare const InspectorFrontendAPI: { showPanel(id: string): void };

/** Loads a profile into DevTools' own Memory panel and returns its row for a function, as text. */
export async function rowInMemoryPanel(devtools: Page, file: string, functionName: string): Promise<string> {
  await load(devtools, 'heap-profiler', '>>> input[type=file]:not([accept])', file);
  await press(devtools, '>>> .profile-sidebar-tree-item');
  return await rowOf(devtools, functionName);
}

/** Loads a CPU profile into DevTools' own Performance panel and returns its row for a function in Bottom-up, as text. */
export async function rowInPerformancePanel(devtools: Page, file: string, functionName: string): Promise<string> {
  // DevTools asks for this in its own tests: else it greets newcomers with a dialog above the panel.
  await devtools.evaluate(() => localStorage.setItem('hide-shortcuts-dialog-for-test', 'true'));
  await load(devtools, 'timeline', '>>> input[type=file][accept*=cpuprofile]', file);
  await press(devtools, '>>> [role=tab][aria-label=Bottom-up]');
  return await rowOf(devtools, functionName);
}

async function load(devtools: Page, panel: string, input: string, file: string): Promise<void> {
  await devtools.evaluate(id => InspectorFrontendAPI.showPanel(id), panel);
  const field = (await devtools.waitForSelector(input)) as ElementHandle<HTMLInputElement> | null;
  await field?.uploadFile(file);
}

/** Presses a control as soon as it stands still: what is being loaded moves it. */
async function press(devtools: Page, selector: string): Promise<void> {
  const control = await untilStill(selector, async () => {
    const found = await devtools.$(selector);
    const box = await found?.boundingBox();
    return found && box ? { control: found, place: JSON.stringify(box) } : null;
  });
  await control.click();
}

async function rowOf(devtools: Page, functionName: string): Promise<string> {
  return await until(`${functionName} in Chrome's own panel`, async () => {
    const rows = await devtools.$$eval('>>> .data-grid tr', found => found.map(row => row.textContent ?? ''));
    return rows.find(row => row.includes(functionName));
  });
}
