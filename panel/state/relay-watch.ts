import { relayLockName } from '../../src/messages/relay-lock.ts';

/** Settles when the background's relay has ended: it holds a lock for as long as it lives. To be called when it is there. */
export async function relayEnded(locks: LockManager = navigator.locks): Promise<void> {
  await locks.request(relayLockName, { mode: 'shared' }, () => {});
}
