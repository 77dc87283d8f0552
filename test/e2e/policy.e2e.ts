import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, it } from 'node:test';
import { launchForApproval } from '../support/approval.ts';
import { errorText } from '../support/error-text.ts';
import { openPanel } from '../support/panel.ts';
import { until } from '../support/until.ts';

/** Policies are the machine's. This browser alone sees those of a folder of ours: in its mount namespace, it lies over the real one. */
const policies = await mkdtemp(join(tmpdir(), 'heapscope-policies-'));
after(() => rm(policies, { recursive: true, force: true }));
const underPolicies = 'mount --bind "$0" /etc/chromium && exec "$@" --no-sandbox';
const user = await launchForApproval({
  wrapper: ['unshare', '--map-root-user', '--mount', 'sh', '-c', underPolicies, policies],
});
after(user.close);

/** A page with a note, and what was last pasted into it. */
let note = '';
const server = createServer(async (request, response) => {
  if (request.method === 'POST') note = await text(request);
  response.setHeader('content-type', 'text/html');
  response.end(`<textarea oninput="fetch('', { method: 'POST', body: this.value })"></textarea>`);
});
await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
after(() => server.close());
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

it('where a policy forbids debugging, the panel names the greyed-out box and the policy', async () => {
  const { browser, port } = user;
  const page = await browser.newPage();
  await page.goto(address);
  const notes = await browser.newPage();
  await notes.goto(address);
  await notes.focus('textarea');
  await page.bringToFront();
  const panel = await openPanel(browser, page);
  await panel.fill('spinbutton', 'Port', String(port));
  await forbidDebugging();

  // The policy has ended puppeteer's connection too: from here on, keys are the only way in, and the clipboard the only way out.
  await user.press('Return');
  const sentence = errorText('port-silent', { port });
  await until('the sentence', async () => {
    await user.press('ctrl+a', 'ctrl+c');
    await user.visibly(() => user.press('ctrl+Tab'));
    await user.press('ctrl+a', 'ctrl+v');
    await user.visibly(() => user.press('ctrl+shift+Tab'));
    return sentence.test(note.replaceAll(/\s+/g, ' '));
  });

  async function forbidDebugging(): Promise<void> {
    const managed = join(policies, 'policies', 'managed');
    await mkdir(managed, { recursive: true });
    await writeFile(join(managed, 'no-debugging.json'), JSON.stringify({ RemoteDebuggingAllowed: false }));
    const settings = await browser.newPage();
    await settings.goto('chrome://policy');
    const reload = await settings.waitForSelector('::-p-aria(Reload policies[role="button"])');
    await page.bringToFront();
    await panel.devtools.bringToFront();
    await (await panel.find('button', 'Connect')).focus();
    // Takes effect at once, so nobody is left to answer.
    await reload?.evaluate(button => (button as HTMLElement).click()).catch(() => {});
    await until('the end of debugging', () => !browser.connected);
  }
});
