import { join } from 'node:path';
import puppeteer, { type Target } from 'puppeteer-core';
import { findBrowser } from '../../scripts/browser/find.ts';
import { type ExtensionBrowser, extensionIdOf, quietArguments } from '../../test/support/browser.ts';
import { createProfile } from '../../test/support/profile.ts';
import { buildForBench } from './extension.ts';

export interface BenchBrowser extends ExtensionBrowser {
  /** Name and version of the browser. */
  readonly version: string;
}

/**
 * Builds the extension and starts a browser with it, headless, in port-flag mode.
 * Puppeteer lets go of the extension's workers, so that what is measured has no second debugger on it.
 */
export async function launchForBench(): Promise<BenchBrowser> {
  const profile = await createProfile();
  const extension = join(profile.folder, 'extension');
  await buildForBench(extension);
  const browser = await puppeteer.launch({
    executablePath: await findBrowser(),
    headless: true,
    pipe: true,
    enableExtensions: [extension],
    handleDevToolsAsPage: true,
    defaultViewport: null,
    userDataDir: profile.folder,
    targetFilter: target => !isExtensionWorker(target),
    protocolTimeout: 600_000,
    args: [...quietArguments, '--remote-debugging-pipe', '--remote-debugging-port=0'],
  });
  const close = async () => {
    await browser.close();
    await profile.remove();
  };
  try {
    const [port, extensionId, version] = await Promise.all([
      profile.debuggingPort(),
      extensionIdOf(browser),
      browser.version(),
    ]);
    return { browser, port, extensionId, version, downloads: profile.downloads, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function isExtensionWorker(target: Target): boolean {
  return /^chrome-extension:\/\/\w+\/(analysis|relay|snapshot)-worker\.js$/.test(target.url());
}
