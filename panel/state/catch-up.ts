import { pause, timeBeforeRetry } from './pause.ts';

const shortestPause = 250;
const longestPause = 5000;

/**
 * Asks for all rows of a recording so far, again and again until they come: a service worker that is just being stopped takes the question with it.
 * @param isWanted false as soon as something else is looked at, or the recording has ended: then there is nothing to ask for.
 */
export async function catchUp(ask: () => Promise<unknown>, isWanted: () => boolean, wait = pause): Promise<void> {
  for (let failures = 1; isWanted(); failures++) {
    try {
      await ask();
      return;
    } catch {
      await wait(timeBeforeRetry(failures, shortestPause, longestPause));
    }
  }
}
