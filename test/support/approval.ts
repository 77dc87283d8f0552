import { spawn } from 'node:child_process';
import puppeteer from 'puppeteer-core';
import { findBrowser } from '../../scripts/browser/find.ts';
import { extensionFolder } from '../../scripts/steps/paths.ts';
import { type ExtensionBrowser, extensionIdOf, quietArguments } from './browser.ts';
import { type Display, end, openDisplay } from './display.ts';
import { createProfile } from './profile.ts';
import { until } from './until.ts';

/** A browser that runs as an ordinary user's: no debugging flag, and Chrome's own dialog decides on every connection. */
export interface ApprovingBrowser extends ExtensionBrowser {
  /**
   * Does `connect` and answers the dialog that it brings up.
   * Returns what `connect` comes to, which for Cancel may well be an error.
   */
  answering<Result>(answer: 'Allow' | 'Cancel', connect: () => Promise<Result>): Promise<Result>;
}

/** Starts it on a display of its own. Puppeteer is one more debugger that needs its dialog answered. */
export async function launchForApproval(options: { executable?: string } = {}): Promise<ApprovingBrowser> {
  const display = await openDisplay();
  const profile = await createProfile({ localState: { devtools: { remote_debugging: { 'user-enabled': true } } } });
  const executable = options.executable ?? (await findBrowser());
  const program = spawn(
    executable,
    [
      ...quietArguments,
      '--disable-gpu',
      `--user-data-dir=${profile.folder}`,
      `--load-extension=${extensionFolder}`,
      'about:blank',
    ],
    { stdio: 'ignore', env: display.environment },
  );
  const close = async () => {
    await end(program);
    await display.close();
    await profile.remove();
  };
  const answering: ApprovingBrowser['answering'] = (answer, connect) => answerDialog(display, answer, connect);
  try {
    const port = await profile.debuggingPort();
    await settled(display);
    const browser = await answering('Allow', () =>
      puppeteer.connect({
        browserWSEndpoint: `ws://127.0.0.1:${port}/devtools/browser`,
        defaultViewport: null,
        handleDevToolsAsPage: true,
      }),
    );
    const extensionId = await extensionIdOf(browser);
    return { browser, port, extensionId, downloads: profile.downloads, answering, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** While the dialog is there, the whole window behind it is dimmed: more than a third of the screen changes at once. */
const dimmedShare = 1 / 3;

async function answerDialog<Result>(
  display: Display,
  answer: 'Allow' | 'Cancel',
  connect: () => Promise<Result>,
): Promise<Result> {
  const before = await display.pixels();
  const dimmed = async () => changedShare(before, await display.pixels()) > dimmedShare;
  const connecting = connect();
  // What goes wrong before the dialog is told by the promise itself, to whoever awaits it below.
  connecting.catch(() => {});
  await until('the dialog "Allow remote debugging?"', dimmed);
  const focusOnCancel = await settled(display);
  if (answer === 'Allow') {
    await display.press('Tab');
    await until('the focus on Allow', async () => changedShare(focusOnCancel, await display.pixels()) > 0);
  }
  // Chrome ignores keys for the first moments of a dialog, so the key is pressed until the dialog is gone.
  await until('the end of the dialog', async () => {
    await display.press('Return');
    return await until('its end', async () => !(await dimmed()), 1).catch(() => false);
  });
  return await connecting;
}

/** The picture once it has stood still for three looks in a row. */
async function settled(display: Display): Promise<Uint32Array> {
  let last = await display.pixels();
  let still = 0;
  await until('a screen that stands still', async () => {
    const now = await display.pixels();
    still = changedShare(last, now) === 0 ? still + 1 : 0;
    last = now;
    return still >= 3;
  });
  return last;
}

function changedShare(before: Uint32Array, after: Uint32Array): number {
  let changed = 0;
  for (let pixel = 0; pixel < after.length; pixel++) if (before[pixel] !== after[pixel]) changed++;
  return changed / after.length;
}
