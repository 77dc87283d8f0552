import type { Browser, ClickOptions, ElementHandle, Frame, Page } from 'puppeteer-core';
import { extensionIdOf } from './browser.ts';
import { untilStill } from './still.ts';
import { until } from './until.ts';

const panelTitle = 'Heapscope';

/** What DevTools offers its browser, of which tests and scripts need this much. */
declare const InspectorFrontendAPI: { showPanel(id: string): void };

/** Opens the real DevTools on a page with the Heapscope panel in front. @param known the extension's id, where it is known. */
export async function openPanel(browser: Browser, page: Page, known?: string): Promise<Panel> {
  const extensionId = known ?? (await extensionIdOf(browser));
  const devtools = await page.openDevTools();
  return new Panel(devtools, await showPanel(devtools, extensionId));
}

/** Extensions join DevTools a moment after it is there, so the panel is asked for until it comes. */
async function showPanel(devtools: Page, extensionId: string): Promise<Frame> {
  await devtools.waitForFunction('typeof InspectorFrontendAPI === "object"');
  return await until('the Heapscope panel in DevTools', async () => {
    await devtools.evaluate(id => InspectorFrontendAPI.showPanel(id), `chrome-extension://${extensionId}${panelTitle}`);
    return devtools.frames().find(frame => frame.url() === `chrome-extension://${extensionId}/panel.html`);
  });
}

/** What is to be recorded, by the names of the checkboxes; what is not named stays as it is. */
export interface InstrumentChoice {
  readonly on?: readonly string[];
  readonly off?: readonly string[];
  readonly interval?: number;
}

/** The panel as a person meets it: controls are found by role and accessible name. */
export class Panel {
  constructor(
    /** The DevTools window, for keys and screenshots. */
    readonly devtools: Page,
    /** The document of the panel. */
    readonly frame: Frame,
  ) {}

  /** The first visible control with this role and name (exact, or matching a pattern); waits for it. */
  async find(role: string, name: string | RegExp, seconds = 30): Promise<ElementHandle<Element>> {
    return await until(`the ${role} ${name}`, async () => await this.#visible(role, name), seconds);
  }

  /** Presses a control as soon as it can be pressed and stands still: a press goes to a place, which by then may be that of another. */
  async press(role: string, name: string | RegExp, seconds = 30): Promise<void> {
    await this.#click(role, name, seconds);
  }

  /** The same, twice in a row. */
  async doublePress(role: string, name: string | RegExp): Promise<void> {
    await this.#click(role, name, 30, { count: 2 });
  }

  /** The same with the other button of the mouse; settles when the menu is there. */
  async openMenuOn(role: string, name: string | RegExp): Promise<void> {
    await this.#click(role, name, 30, { button: 'right' });
    await this.find('menu', '');
  }

  async #click(role: string, name: string | RegExp, seconds: number, how: ClickOptions = {}): Promise<void> {
    const look = async () => {
      const control = await this.#visible(role, name);
      // A table that scrolls shows other rows in the same elements: better before than with the press. What is gone by now is looked for again.
      const isThere = await control?.scrollIntoView().then(
        () => true,
        () => false,
      );
      const place = control && isThere ? await control.evaluate(placeToPress) : null;
      return control && place !== null ? { control, place } : null;
    };
    const control = await untilStill(`the ${role} ${name} to be enabled and`, look, seconds);
    await control.click(how);
  }

  /** Waits until a control is gone. */
  async gone(role: string, name: string | RegExp, seconds = 30): Promise<void> {
    await until(`the end of the ${role} ${name}`, async () => !(await this.#visible(role, name)), seconds);
  }

  async #visible(role: string, name: string | RegExp): Promise<ElementHandle<Element> | null> {
    const exact = typeof name === 'string' && name !== '';
    const selector = exact ? `::-p-aria(${name}[role="${role}"])` : `::-p-aria([role="${role}"])`;
    for (const element of await this.frame.$$(selector)) {
      const named = exact || name === '' || (name as RegExp).test(await element.evaluate(nameOf));
      if (named && (await element.isVisible())) return element;
    }
    return null;
  }

  /** Names of all controls with this role that are there now. */
  async names(role: string): Promise<string[]> {
    const elements = await this.frame.$$(`::-p-aria([role="${role}"])`);
    return await Promise.all(elements.map(element => element.evaluate(nameOf)));
  }

  /** Replaces the text of a field. */
  async fill(role: string, name: string, text: string): Promise<void> {
    const field = await this.find(role, name);
    await field.asLocator().fill(text);
    // Puppeteer empties a field without the event that typing brings.
    if (text === '') await field.evaluate(element => element.dispatchEvent(new InputEvent('input', { bubbles: true })));
  }

  /** Ticks or clears a checkbox. */
  async tick(name: string, on: boolean): Promise<void> {
    const box = await this.find('checkbox', name);
    const ticked = await box.evaluate(element => (element as HTMLInputElement).checked);
    if (ticked !== on) await this.press('checkbox', name);
  }

  /** The id of the capture that is shown; empty for none. */
  async shownCapture(): Promise<string> {
    return await this.frame.evaluate(() => {
      const shown = document.querySelector<HTMLElement>('[data-capture][aria-current=true]');
      return shown?.dataset['capture'] ?? '';
    });
  }

  /** What the status line says now. */
  async status(): Promise<string> {
    const line = await this.find('status', '');
    return await line.evaluate(element => element.textContent ?? '');
  }

  /** Waits until the status line matches and returns its text. */
  async statusMatching(pattern: RegExp, seconds = 30): Promise<string> {
    return await untilText(`a status like ${pattern}`, () => this.status(), pattern, seconds);
  }

  /** All text of the panel, as a person could read it. */
  async text(): Promise<string> {
    return String(await this.frame.evaluate('document.body.innerText'));
  }

  /** Waits until the panel says something, anywhere, and returns all its text. */
  async says(pattern: RegExp, seconds = 30): Promise<string> {
    return await untilText(`the text ${pattern}`, () => this.text(), pattern, seconds);
  }

  /** Connects through the port and waits for full access. */
  async connect(port: number): Promise<void> {
    await this.fill('spinbutton', 'Port', String(port));
    await this.press('button', 'Connect');
    await this.find('button', 'Full access').catch(async (cause: unknown) => {
      throw new Error(`There is no connection. The panel says: ${await this.text()}`, { cause });
    });
  }

  /** Ticks and clears instruments behind "What". @param interval of allocation sampling, in bytes. */
  async choose({ on = [], off = [], interval }: InstrumentChoice): Promise<void> {
    await this.press('button', 'What');
    for (const name of off) await this.tick(name, false);
    for (const name of on) await this.tick(name, true);
    if (interval) await (await this.find('combobox', 'Sampling interval')).select(String(interval));
    await this.devtools.keyboard.press('Escape');
  }

  /** Starts to record and waits until V8 does: "Stop" can be pressed before. */
  async record(): Promise<void> {
    await this.press('button', 'Record');
    await this.find('button', 'Stop');
    await until('the start of the recording', async () => !/starting/.test(await this.status()));
  }

  /** Takes a heap snapshot and waits until it is shown. */
  async takeSnapshot(): Promise<void> {
    const before = await this.frame.$$eval('[data-capture]', found =>
      found.map(capture => capture.getAttribute('data-capture')),
    );
    await this.press('button', 'Heap snapshot');
    await until('another snapshot', async () => !['', ...before].includes(await this.shownCapture()), 120);
    await this.find('treegrid', 'Classes', 120);
  }

  /** Saves the shown capture's file of this format; settles with its path when the panel says that it is there. */
  async saved(format: string): Promise<string> {
    return await this.savedBy('Export', new RegExp(`\\.${format}\\)`), `\\.${format}`);
  }

  /** The same by any menu of files. @param ending how the name of the file ends, as a regular expression. */
  async savedBy(button: string, item: RegExp, ending: string): Promise<string> {
    await this.press('button', button);
    await this.press('menuitem', item);
    const text = await this.statusMatching(new RegExp(`^Saved .*${ending} \\(`), 120);
    return /^Saved (.*) \(/.exec(text)?.[1] ?? '';
  }

  /** Chooses files behind "Import", without the dialog of the system. */
  async importFiles(...paths: readonly string[]): Promise<void> {
    await this.find('button', 'Import');
    const field = await this.frame.waitForSelector('input[type=file]');
    await (field as ElementHandle<HTMLInputElement>).uploadFile(...paths);
  }

  /** A table, as soon as its rows are those that were asked for. */
  async table(name: string): Promise<ElementHandle<Element>> {
    return await until(`the rows of ${name}`, async () => {
      const grid = await this.find('treegrid', name);
      return (await grid.evaluate(isOnTheWay)) ? null : grid;
    });
  }

  /** Cells of a table's rows as they are on screen: for each row, its text by column. */
  async rows(table: string): Promise<string[][]> {
    const grid = await this.table(table);
    return await grid.$$eval('[role="row"]', rows =>
      rows
        // While a table scrolls, its rows are in another order in the document.
        .sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
        .map(row => [...row.querySelectorAll('[role="gridcell"]')].map(cell => cell.textContent?.trim() ?? ''))
        .filter(cells => cells.length > 0),
    );
  }
}

/** Waits until a text matches and returns it. */
async function untilText(what: string, read: () => Promise<string>, pattern: RegExp, seconds: number): Promise<string> {
  const matching = async () => {
    const text = await read();
    return pattern.test(text) ? text : null;
  };
  return await until(what, matching, seconds);
}

/** Name of a control as far as tests need it; runs in the page. */
const nameOf = (element: Element): string =>
  (element.getAttribute('aria-label') ?? element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

/** Whether other rows are to take the place of these, or one of these has not come yet. */
const isOnTheWay = (grid: Element): boolean => {
  const names = [...grid.querySelectorAll('[role="gridcell"]:first-child')].map(cell => cell.textContent);
  return grid.ariaBusy === 'true' || names.includes('…');
};

/** Where a control is; null while it cannot be pressed, or other rows are about to take the place of it. */
const placeToPress = (element: Element): string | null => {
  if (!element.isConnected || element.matches(':disabled, [aria-disabled=true], [aria-busy=true] [role=gridcell]'))
    return null;
  const { left, top, width, height } = element.getBoundingClientRect();
  // The same element may be of another row by now.
  const text = element.matches('[role=gridcell]') ? element.textContent : '';
  return [left, top, width, height, text].join();
};
