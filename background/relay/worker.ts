/** Composition root of the relay's worker: the socket, the recorder and the disk live on this thread, away from every page. */
import * as Comlink from 'comlink';
import type { Clock } from '../../src/clock.ts';
import { errorFromReport, HeapscopeError } from '../../src/errors/heapscope-error.ts';
import { relayLockName } from '../../src/messages/relay-lock.ts';
import { epochMilliseconds } from '../../src/units.ts';
import type { CallService, RelayWorker, ServiceAnswer, ServiceMessage, ServiceName } from '../messages.ts';
import { Hub } from './hub.ts';
import { OpfsStore } from './opfs-store.ts';
import { Publisher } from './publisher.ts';

const clock: Clock = {
  now: () => epochMilliseconds(performance.timeOrigin + performance.now()),
  after(delay, task) {
    const timer = setTimeout(task, delay);
    return () => clearTimeout(timer);
  },
};

/** Undefined when the service worker was stopped before it answered. */
type AskService = (message: ServiceMessage) => Promise<ServiceAnswer<ServiceName> | undefined>;

/** Settles when the lock is held; it stays so for as long as this worker lives. */
function holdRelayLock(): Promise<void> {
  return new Promise(held => {
    void navigator.locks.request(relayLockName, () => {
      held();
      return new Promise<never>(() => {});
    });
  });
}

async function start(askService: AskService): Promise<RelayWorker> {
  const callService = async (service: ServiceName, params: unknown) => {
    const answer = await askService({ to: 'service', service, params } as ServiceMessage);
    if (!answer) throw new HeapscopeError('background-silent');
    if (answer.ok) return answer.value;
    throw errorFromReport(answer.error);
  };
  await holdRelayLock();
  const hub = new Hub({
    clock,
    callService: callService as CallService,
    store: await OpfsStore.open(),
    publisher: new Publisher(),
    // The browser lets go of a panel's lock when the panel closes, however it closes.
    panelClosed: lock => navigator.locks.request(lock, () => {}),
    fetch: (url, options) => fetch(url, options),
    openSocket: url => new WebSocket(url),
  });
  await hub.adoptLeftovers();
  return Comlink.proxy(hub);
}

export type StartRelayWorker = typeof start;

Comlink.expose(start);
