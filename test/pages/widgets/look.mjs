import { mkdir } from 'node:fs/promises';
import puppeteer from 'puppeteer-core';
import { buildDemo } from './build.mjs';

// Pictures of the demo page in both themes and both widths: node test/pages/widgets/look.mjs [FOLDER]
const folder = process.argv[2] ?? '.cache/widgets/pictures';
const sizes = [
  { name: 'wide', width: 1200, height: 500 },
  { name: 'narrow', width: 480, height: 700 },
];

await buildDemo();
await mkdir(folder, { recursive: true });
const browser = await puppeteer.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const page = await browser.newPage();
  page.on('pageerror', error => process.stderr.write(`${error.stack ?? error}\n`));
  page.on('console', message => process.stderr.write(`${message.type()}: ${message.text()}\n`));
  for (const view of (process.argv[3] ?? 'flame,tree,functions').split(',')) {
    for (const theme of ['light', 'dark']) {
      for (const { name, width, height } of sizes) {
        await page.setViewport({ width, height });
        await page.goto(`${new URL('index.html', import.meta.url)}?theme=${theme}&view=${view}&brush`);
        await page.waitForSelector('[data-ready]');
        await page.screenshot({ path: `${folder}/${view}-${name}-${theme}.png` });
      }
    }
  }
} finally {
  await browser.close();
}
