import { relayLockName } from '../../src/messages/relay-lock.ts';
import { pause, timeBeforeRetry } from './pause.ts';

/** Settles when the background's relay has ended: it holds a lock for as long as it lives. To be called when it is there. */
export async function relayEnded(locks: LockManager = navigator.locks): Promise<void> {
  await locks.request(relayLockName, { mode: 'shared' }, () => {});
}

/** How long to wait before a look, in milliseconds: a while after a first failure, longer after many. */
const shortestPause = 1000;
const longestPause = 30_000;

/**
 * Settles when a relay is there that may be asked (again): nobody is told when a lock is taken, so it is looked for now and then.
 * @param failures how often asking has failed in a row.
 */
export async function relayThere(failures: number, locks: LockManager = navigator.locks): Promise<void> {
  await pause(timeBeforeRetry(failures, shortestPause, longestPause));
  while (!(await isHeld(locks))) await pause(shortestPause);
}

async function isHeld(locks: LockManager): Promise<boolean> {
  const { held = [] } = await locks.query();
  return held.some(({ name }) => name === relayLockName);
}
