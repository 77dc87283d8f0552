import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { root } from '../../scripts/steps/paths.ts';
import { type ExtensionBrowser, type LaunchOptions, launchWithExtension } from './browser.ts';
import { servePages } from './page-server.ts';
import { openPanel, type Panel } from './panel.ts';
import { until } from './until.ts';

/** A tab with the real DevTools on it and the Heapscope panel in front. */
export interface InspectedTab {
  readonly page: Page;
  readonly panel: Panel;
}

/** A browser with the extension beside a server of the pages in `test/pages`; what is opened in it closes with it. */
export interface Session extends ExtensionBrowser {
  /** Address of the folder of pages, with a slash at its end. */
  readonly pages: string;
  /** Opens a page. @param address below `pages`, or a whole one. */
  openTab(address: string): Promise<Page>;
  /** Opens a page, and DevTools on it. */
  inspect(address: string): Promise<InspectedTab>;
  /** Opens DevTools on a tab that is there. */
  openPanel(page: Page): Promise<Panel>;
}

/** As a docked panel on a laptop. */
const viewport = { width: 1200, height: 620 };

/** Starts the browser and the server; whoever calls it closes them, with `after(session.close)`. */
export async function openSession(options: LaunchOptions = {}): Promise<Session> {
  const server = await servePages(join(root, 'test', 'pages'));
  const started = await launchWithExtension(options).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  const { browser, extensionId } = started;
  const openTab: Session['openTab'] = async address => {
    // A tab behind another has slow timers and no accessibility tree, so each gets a window.
    const page = await browser.newPage({ type: 'window' });
    await page.goto(new URL(address, server.url).href);
    return page;
  };
  const open: Session['openPanel'] = async page => {
    const panel = await openPanel(browser, page, extensionId);
    await panel.devtools.setViewport(viewport);
    // The frame of the panel hears of it later than DevTools.
    const isLaidOut = () => panel.frame.evaluate(width => innerWidth === width, viewport.width);
    await until('the size of the panel', isLaidOut);
    return panel;
  };
  return {
    ...started,
    pages: server.url,
    openTab,
    openPanel: open,
    inspect: async address => {
      const page = await openTab(address);
      return { page, panel: await open(page) };
    },
    close: async () => {
      try {
        await started.close();
      } finally {
        await server.close();
      }
    },
  };
}
