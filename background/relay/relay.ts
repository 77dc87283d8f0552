/** The relay page: keeps its worker alive and carries messages between it and the service worker. */
import * as Comlink from 'comlink';
import browser from 'webextension-polyfill';
import { reportOf } from '../../src/errors/heapscope-error.ts';
import type { RelayMessage, ServiceMessage } from '../messages.ts';
import type { StartRelayWorker } from './worker.ts';

const worker = new Worker('relay-worker.js', { type: 'module', name: 'Heapscope recorder' });
const askService = (message: ServiceMessage) => browser.runtime.sendMessage(message);
const hub = Comlink.wrap<StartRelayWorker>(worker)(Comlink.proxy(askService) as Parameters<StartRelayWorker>[0]);

async function deliver(message: RelayMessage): Promise<unknown> {
  const relay = await hub;
  switch (message.kind) {
    case 'command':
      return await relay.command(message.command, message.params);
    case 'debugger-event':
      return await relay.debuggerEvent(message.tabId, message.method, message.params);
    case 'debugger-detached':
      return await relay.debuggerDetached(message.tabId, message.reason);
    case 'background-restarted':
      return await relay.backgroundRestarted();
  }
}

browser.runtime.onMessage.addListener((message: unknown) => {
  const addressed = message as RelayMessage;
  if (addressed.to !== 'relay') return undefined;
  return deliver(addressed).catch(error => ({ ok: false, error: reportOf(error) }));
});
