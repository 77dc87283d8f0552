import { resolve } from 'node:path';
import puppeteer from 'puppeteer-core';
import { servePages } from '../../test/support/page-server.ts';
import { openPanel } from '../../test/support/panel.ts';
import { findBrowser } from '../browser/find.ts';
import { openWithExtension, type RunningBrowser, usualPort } from '../browser/web-ext-run.ts';
import { buildExtension } from '../build/main.ts';
import { messageOf } from '../steps/failure.ts';
import { capturesFolder, demoFolder } from '../steps/paths.ts';
import { recordHeadless } from './record-headless.ts';

/** `npm start [URL]`: builds, then opens a page (the demo without one) with DevTools on Heapscope; without a display it records it. */
export default async function main([url]: readonly string[]): Promise<void> {
  await buildExtension('release');
  await withPage(url, async page => {
    const executable = await findBrowser();
    if (hasDisplay()) await openForPerson(executable, page);
    else await recordHeadless(executable, page, resolve(capturesFolder));
  });
}

/** Hands on the address, or that of the demo page, which is served until `use` has settled. */
export async function withPage(url: string | undefined, use: (page: string) => Promise<void>): Promise<void> {
  if (url) return await use(url);
  const demo = await servePages(demoFolder);
  try {
    await use(demo.url);
  } finally {
    await demo.close();
  }
}

/** macOS and Windows always have a screen; Linux says so in the environment. */
function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/** Opens the browser and stays until it is closed or the command is interrupted. */
export async function openForPerson(executable: string, url: string, { reload = false } = {}): Promise<void> {
  const running = await openWithExtension(executable, url, { reload });
  const interrupt = () => void running.close();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  if (running.port !== usualPort)
    console.log(`Port ${usualPort} is taken: enter ${running.port} as the port when you press Connect.`);
  await showPanel(running, url).catch((error: unknown) =>
    console.log(`DevTools did not open by itself (${messageOf(error)}): press F12 and choose Heapscope.`),
  );
  console.log('Heapscope is in DevTools: press Connect, then Record. Close the browser or press Ctrl+C to end.');
  await running.closed;
}

/** Brings DevTools up on the page with our panel in front, then lets go of the browser. */
async function showPanel(running: RunningBrowser, url: string): Promise<void> {
  const browser = await puppeteer.connect({
    browserURL: `http://127.0.0.1:${running.port}`,
    defaultViewport: null,
    handleDevToolsAsPage: true,
  });
  try {
    const pages = await browser.pages();
    const page = pages.find(each => each.url().startsWith(url)) ?? pages[0];
    if (page) await openPanel(browser, page);
  } finally {
    await browser.disconnect();
  }
}
