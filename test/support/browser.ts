import puppeteer, { type Browser } from 'puppeteer-core';
import { findBrowser } from '../../scripts/browser/find.ts';
import { extensionFolder } from '../../scripts/steps/paths.ts';
import { createProfile, type Profile, type ProfileOptions } from './profile.ts';

/** A browser with the built extension, driven by puppeteer. */
export interface ExtensionBrowser {
  readonly browser: Browser;
  readonly extensionId: string;
  /** Where the browser listens for debuggers on 127.0.0.1. */
  readonly port: number;
  /** The folder that exports go to. */
  readonly downloads: string;
  /** Ends the browser and removes its profile. */
  close(): Promise<void>;
}

export interface LaunchOptions {
  readonly executable?: string;
  /** Folder of the extension, if it is not the one that was built. */
  readonly extension?: string;
  readonly headless?: boolean;
  readonly profile?: ProfileOptions;
  /** A profile that is there already, and stays when the browser closes. */
  readonly within?: Profile;
  /** Environment of the browser, for a display of its own. */
  readonly environment?: NodeJS.ProcessEnv;
  readonly args?: readonly string[];
}

/** Arguments that every browser of ours gets: no questions, no traffic of its own, and as root no sandbox. */
export const quietArguments: readonly string[] = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--window-size=1400,900',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** Starts a browser in port-flag mode. Puppeteer holds the pipe, so that the port is left to the extension. */
export async function launchWithExtension(options: LaunchOptions = {}): Promise<ExtensionBrowser> {
  const profile = options.within ?? (await createProfile(options.profile));
  await profile.forgetPort();
  const browser = await puppeteer.launch({
    executablePath: options.executable ?? (await findBrowser()),
    headless: options.headless ?? true,
    pipe: true,
    enableExtensions: [options.extension ?? extensionFolder],
    handleDevToolsAsPage: true,
    defaultViewport: null,
    userDataDir: profile.folder,
    env: options.environment ?? process.env,
    // Puppeteer leaves out its own pipe flag when it sees one that begins like this.
    args: [...quietArguments, '--remote-debugging-pipe', '--remote-debugging-port=0', ...(options.args ?? [])],
  });
  const close = async () => {
    await browser.close();
    if (!options.within) await profile.remove();
  };
  try {
    const port = await profile.debuggingPort();
    return { browser, port, extensionId: await extensionIdOf(browser), downloads: profile.downloads, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The id Chrome gave the extension, read from its service worker. */
export async function extensionIdOf(browser: Browser): Promise<string> {
  const worker = await browser.waitForTarget(
    target => target.type() === 'service_worker' && /^chrome-extension:\/\/\w+\/background\.js$/.test(target.url()),
  );
  return new URL(worker.url()).host;
}
