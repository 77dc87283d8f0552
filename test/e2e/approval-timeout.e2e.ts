import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { root } from '../../scripts/steps/paths.ts';
import { launchForApproval } from '../support/approval.ts';
import { errorText } from '../support/error-text.ts';
import { servePages } from '../support/page-server.ts';
import { openPanel } from '../support/panel.ts';

const pages = await servePages(join(root, 'test', 'pages'));
after(pages.close);
const user = await launchForApproval();
after(user.close);

it('a question that nobody answers for a minute is given up, and a later Allow lets nobody in', async () => {
  const page = await user.browser.newPage();
  await page.goto(`${pages.url}known-amounts/`);
  const panel = await openPanel(user.browser, page);
  await panel.fill('spinbutton', 'Port', String(user.port));
  const dialog = await user.asking(() => panel.press('button', 'Connect'));
  const asked = performance.now();
  await panel.find('alert', errorText('approval-timeout', { seconds: 60 }), 90);
  const waited = (performance.now() - asked) / 1000;
  assert.ok(waited > 55, `${waited} s`);
  assert.equal(await user.isAsking(), true);
  await dialog.answer('Allow');
  await panel.find('button', 'Connect');
  assert.deepEqual(
    (await panel.names('button')).filter(name => name === 'Full access'),
    [],
  );
});
