import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBrowser, usualPlaces } from '../../../scripts/browser/find.ts';

test('Linux: each command is looked for on the PATH, Chrome before Chromium before the others', () => {
  const places = usualPlaces('linux', { PATH: '/opt/bin::/usr/bin' }, '/home/ada');
  assert.deepEqual(places.slice(0, 2), ['/opt/bin/google-chrome', '/usr/bin/google-chrome']);
  assert.ok(places.indexOf('/usr/bin/chromium') < places.indexOf('/usr/bin/microsoft-edge'));
  assert.ok(places.includes('/snap/bin/chromium'), 'snaps are found though they are not on every PATH');
});

test('macOS: applications of all users come before those of one', () => {
  const [first, second] = usualPlaces('darwin', {}, '/Users/ada');
  assert.equal(first, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
  assert.equal(second, '/Users/ada/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
});

test('Windows: only folders that the environment names are looked into', () => {
  const places = usualPlaces('win32', { PROGRAMFILES: String.raw`C:\Program Files` }, String.raw`C:\Users\ada`);
  assert.equal(places[0], String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`);
  assert.equal(places.length, 4);
});

test('a CHROME_PATH that names nothing is an error of its own, not a reason to take another browser', async context => {
  const before = process.env['CHROME_PATH'];
  process.env['CHROME_PATH'] = '/nowhere/chrome';
  context.after(() => {
    if (before === undefined) delete process.env['CHROME_PATH'];
    else process.env['CHROME_PATH'] = before;
  });
  await assert.rejects(findBrowser(), /CHROME_PATH names \/nowhere\/chrome/);
});
