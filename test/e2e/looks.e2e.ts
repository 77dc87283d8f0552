import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { ElementHandle } from 'puppeteer-core';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const session = await openSession();
after(session.close);
const { page, panel } = await session.inspect('known-amounts/');
await panel.connect(session.port);
await panel.press('button', 'What');
for (const instrument of ['Allocation timeline', 'CPU profile', 'Coverage']) await panel.tick(instrument, true);
await panel.press('button', 'What');
await panel.record();
await page.evaluate('startPlanting()');
await panel.statusMatching(/samples/);
await panel.find('slider', 'Moment');

/** Docked below the page, docked at its right, and something between. */
for (const [width, height] of [
  [1200, 527],
  [760, 527],
  [480, 827],
] as const)
  describe(`the panel at ${width} × ${height}`, () => {
    it('shows all of its labels', async () => {
      await panel.devtools.setViewport({ width, height });
      await until('the new size', () => panel.frame.evaluate(wanted => innerWidth === wanted, width));
      const strip = await panel.find('group', 'Heap over time: time');
      const labels = /Used heap.*Total heap.*Buffers.*Still live.*Collected/;
      await until('the labels of lines and bars', async () => labels.test(await textOf(strip)));
      await cutsNothing('group', 'Heap over time: time');
      await cutsNothing('tablist', 'Views');
    });

    it('writes out what the choice of a measure is', async () => {
      const select = await panel.find('combobox', 'Measure:');
      const label = await select.evaluateHandle(element => element.parentElement ?? element);
      const words = (await boxOf(label)).width - (await boxOf(select)).width;
      assert.ok(words > 40, `${words} px for the words`);
    });

    it('shows the playhead below the legend of the strip', async () => {
      const playhead = await boxOf(await panel.find('slider', 'Moment'));
      const strip = await panel.find('group', 'Heap over time: time');
      const legend = await strip.evaluate(element => element.firstElementChild?.getBoundingClientRect().bottom ?? 0);
      assert.ok(legend > 0 && playhead.top >= legend, `${playhead.top} of the playhead, ${legend} of the legend`);
    });

    it('has a status of one line, with all of it in its tooltip', async () => {
      const status = await panel.find('status', '');
      assert.ok((await boxOf(status)).height < 20);
      const [text, tooltip] = await status.evaluate(element => [
        element.textContent ?? '',
        element.querySelector('[title]')?.getAttribute('title') ?? '',
      ]);
      assert.ok(tooltip?.startsWith(text ?? '?'), `${tooltip} of ${text}`);
    });
  });

describe('the list of captures', () => {
  it('shows the size of each, however narrow it is', async () => {
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record', 60);
    await panel.devtools.setViewport({ width: 1200, height: 527 });
    await until('the new size', () => panel.frame.evaluate(() => innerWidth === 1200));
    const separator = await panel.find('separator', 'Width of the list of captures');
    await separator.focus();
    for (let press = 0; press < 10; press++) await panel.devtools.keyboard.press('ArrowLeft');
    const capture = await panel.find('button', /^Recording .* · [\d.]+ (KB|MB)$/);
    const size = await capture.evaluateHandle(element => element.lastElementChild?.lastElementChild ?? element);
    assert.match(await textOf(size), /[\d.]+ (KB|MB)$/);
    const [whole, part] = [await boxOf(capture), await boxOf(size)];
    assert.ok(whole.width < 150, `the list is ${whole.width} wide`);
    assert.ok(part.right <= whole.right && part.width < whole.width, 'the size is within the list');
  });
});

const textOf = (element: ElementHandle<Element>): Promise<string> =>
  element.evaluate(({ textContent }) => textContent ?? '');

/** In pixels of the panel. */
const boxOf = (element: ElementHandle<Element>) =>
  element.evaluate(it => {
    const { top, right, width, height } = it.getBoundingClientRect();
    return { top, right, width, height };
  });

/** Waits until no text in an element is cut: it is laid out anew only after the frame that has the new size. */
async function cutsNothing(role: string, name: string): Promise<void> {
  const cut = async () => await cutIn(await panel.find(role, name));
  await until(`all of the ${role} ${name}`, async () => (await cut()).length === 0).catch(async cause => {
    throw new Error(`${(await cut()).join(', ')} is cut in ${name}.`, { cause });
  });
}

/** Texts in an element of which a part is out of sight. */
function cutIn(element: ElementHandle<Element>): Promise<string[]> {
  return element.evaluate(whole => {
    const outer = whole.getBoundingClientRect();
    return [...whole.querySelectorAll<HTMLElement>('span, button')]
      .filter(part => {
        const { right, bottom } = part.getBoundingClientRect();
        return part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0
          ? true
          : right > Math.min(innerWidth, outer.right) + 1 || bottom > outer.bottom + 1;
      })
      .map(({ textContent }) => textContent ?? '');
  });
}
