import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';
import { findBrowser } from '../../scripts/browser/find.ts';
import { extensionFolder } from '../../scripts/steps/paths.ts';
import { type ExtensionBrowser, extensionIdOf, quietArguments } from './browser.ts';
import { type Display, end, openDisplay } from './display.ts';
import { createProfile } from './profile.ts';
import { until } from './until.ts';

/** A browser that runs as an ordinary user's: no debugging flag, and Chrome's own dialog decides on every connection. */
export interface ApprovingBrowser extends ExtensionBrowser {
  /** Does `connect` and waits until Chrome asks whether that is allowed. */
  asking(connect: () => Promise<unknown>): Promise<ApprovalDialog>;
  /** Whether Chrome asks now. */
  isAsking(): Promise<boolean>;
  /** Presses keys by their X names, as a person would: they go wherever the focus is. */
  press(...keys: readonly string[]): Promise<void>;
  /** Does something that shows on the screen, and waits until it does. */
  visibly(act: () => Promise<unknown>): Promise<void>;
  /** Closes the topmost of the bars that Chrome shows above the page. */
  closeBar(): Promise<void>;
  /** Brings puppeteer back after `listenAgain` has made the browser listen anew; its new `browser` and `port` are those to use. */
  reconnect(listenAgain: () => Promise<unknown>): Promise<void>;
}

/** Chrome's own dialog "Allow remote debugging?" of one connection. */
export interface ApprovalDialog {
  /** Presses a button of the dialog and waits until it is gone. */
  answer(button: 'Allow' | 'Cancel'): Promise<void>;
}

export interface ApprovalOptions {
  readonly executable?: string;
  /** A program with arguments that runs the browser, whose own command line follows. */
  readonly wrapper?: readonly string[];
}

/** Starts it on a display of its own. Puppeteer is one more debugger that needs its dialog answered. */
export async function launchForApproval({ executable, wrapper = [] }: ApprovalOptions = {}): Promise<ApprovingBrowser> {
  const display = await openDisplay();
  const profile = await createProfile({ localState: { devtools: { remote_debugging: { 'user-enabled': true } } } });
  const [program = '', ...args] = [
    ...wrapper,
    executable ?? (await findBrowser()),
    ...quietArguments,
    '--disable-gpu',
    `--user-data-dir=${profile.folder}`,
    `--load-extension=${extensionFolder}`,
    'about:blank',
  ];
  const running = spawn(program, args, { stdio: 'ignore', env: display.environment });
  const close = async () => {
    await end(running);
    await display.close();
    await profile.remove();
  };
  try {
    let port = await profile.debuggingPort();
    await stillPicture(display, calm);
    let browser = await connectPuppeteer(display, port);
    return {
      get browser() {
        return browser;
      },
      get port() {
        return port;
      },
      extensionId: await extensionIdOf(browser),
      downloads: profile.downloads,
      asking: connect => asking(display, connect),
      isAsking: () => isAsking(display),
      press: (...keys) => display.press(...keys),
      async visibly(act) {
        const before = await stillPicture(display, calm);
        await act();
        await until('a change on the screen', async () => !isSame(before, await display.pixels()));
        await stillPicture(display, calm);
      },
      async closeBar() {
        await display.press('alt+shift+a', 'End', 'Return');
        await stillPicture(display, calm);
      },
      async reconnect(listenAgain) {
        await until('the end of puppeteer’s connection', () => !browser.connected);
        await rm(join(profile.folder, 'DevToolsActivePort'));
        await listenAgain();
        port = await profile.debuggingPort();
        browser = await connectPuppeteer(display, port);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function connectPuppeteer(display: Display, port: number): Promise<Browser> {
  const browserWSEndpoint = `ws://127.0.0.1:${port}/devtools/browser`;
  const connecting = puppeteer.connect({ browserWSEndpoint, defaultViewport: null, handleDevToolsAsPage: true });
  // A connection that fails before Chrome asks is told by whoever waits for it below.
  connecting.catch(() => {});
  const dialog = await asking(display, async () => {});
  await dialog.answer('Allow');
  return await connecting;
}

async function asking(display: Display, connect: () => Promise<unknown>): Promise<ApprovalDialog> {
  await connect();
  await until('the dialog "Allow remote debugging?"', () => isAsking(display));
  return { answer: button => answer(display, button) };
}

async function answer(display: Display, button: 'Allow' | 'Cancel'): Promise<void> {
  const focusOnCancel = await stillPicture(display, deaf);
  if (button === 'Allow') {
    await display.press('Tab');
    await until('the focus on Allow', async () => !isSame(focusOnCancel, await display.pixels()));
  }
  await display.press('Return');
  await until('the end of the dialog', async () => !(await isAsking(display)));
}

/** Behind its dialog Chrome dims the whole window, from the light frame at its upper edge on. */
async function isAsking(display: Display): Promise<boolean> {
  const pixels = await display.pixels();
  const frame = pixels.subarray(4 * display.width, 5 * display.width);
  const red = frame.reduce((sum, pixel) => sum + ((pixel >> 16) & 0xff), 0) / frame.length;
  return red < 128;
}

/** Looks, 50 ms apart, for which a window stands still that has nothing to load any more. */
const calm = 3;
/** Chrome ignores Return for the first 500 ms of its dialog; a dialog that stood still for longer hears it. */
const deaf = 15;

/** The picture once it has been the same for so many looks in a row. */
async function stillPicture(display: Display, looks: number): Promise<Uint32Array> {
  let last = await display.pixels();
  let still = 0;
  await until('a screen that stands still', async () => {
    const now = await display.pixels();
    still = isSame(last, now) ? still + 1 : 0;
    last = now;
    return still >= looks;
  });
  return last;
}

function isSame(before: Uint32Array, after: Uint32Array): boolean {
  return Buffer.from(before.buffer).equals(Buffer.from(after.buffer));
}
