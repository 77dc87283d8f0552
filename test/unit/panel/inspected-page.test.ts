import assert from 'node:assert/strict';
import { afterEach, beforeEach, it, mock } from 'node:test';
import { inspectedPage } from '../../../panel/state/inspected-page.ts';

const given = (globalThis as { chrome?: unknown }).chrome;
let answer: (page?: object) => void;

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const inspectedWindow = {
    eval(_expression: string, _options: undefined, callback: typeof answer) {
      answer = callback;
    },
  };
  Object.assign(globalThis, { chrome: { devtools: { inspectedWindow } } });
});
afterEach(() => {
  mock.timers.reset();
  Object.assign(globalThis, { chrome: given });
});

it('knows address and title of the page', async () => {
  const page = inspectedPage();
  answer({ url: 'https://page.test/', title: 'Page' });
  assert.deepEqual(await page, { url: 'https://page.test/', title: 'Page' });
});

it('does not wait for a page that is busy for ever', { timeout: 5000 }, async () => {
  const page = inspectedPage();
  mock.timers.tick(1000);
  assert.deepEqual(await page, { url: '', title: '' });
});
