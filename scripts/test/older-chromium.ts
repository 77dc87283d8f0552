import { olderChromium } from '../browser/older-chromium.ts';
import { buildExtension } from '../build/main.ts';
import { runTests } from './main.ts';

/** `npm run test:older-chromium`: the way through chrome.debugger, in a Chromium that still gives it the profiler. */
export default async function main(): Promise<void> {
  const executable = await olderChromium();
  await buildExtension('release');
  await runTests(['test/e2e/older-chromium.e2e.ts'], executable);
}
