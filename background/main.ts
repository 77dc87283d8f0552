/** The service worker: forwards commands to the relay and serves it the extension APIs. It keeps no state, so that Chrome may stop it at any time. */
import browser from 'webextension-polyfill';
import { reportOf } from '../src/errors/heapscope-error.ts';
import type { CommandMessage } from '../src/messages/contract.ts';
import { forbidSocket } from './connection/origin-rule.ts';
import type { RelayMessage, ServiceMessage } from './messages.ts';
import { ensureRelay, relayExists } from './relay-lifetime.ts';
import { serve } from './services.ts';

const debuggingSettings = 'chrome://inspect/#remote-debugging';

const settled = (outcome: Promise<unknown>) =>
  outcome.then(
    value => ({ ok: true, value }),
    (error: unknown) => ({ ok: false, error: reportOf(error) }),
  );

const toRelay = (message: RelayMessage): Promise<unknown> => browser.runtime.sendMessage(message);

async function command({ command, params }: CommandMessage): Promise<unknown> {
  if (command === 'open-debugging-settings')
    return await settled(browser.tabs.create({ url: debuggingSettings }).then(() => null));
  await ensureRelay();
  return await toRelay({ to: 'relay', kind: 'command', command, params });
}

browser.runtime.onMessage.addListener((message: unknown) => {
  const addressed = message as CommandMessage | ServiceMessage | RelayMessage;
  if (addressed.to === 'background') return command(addressed).catch(error => ({ ok: false, error: reportOf(error) }));
  if (addressed.to === 'service') return settled(serve(addressed.service, addressed.params as never));
  return undefined;
});

chrome.debugger.onEvent.addListener(({ tabId }, method, params) => {
  if (tabId !== undefined) void toRelay({ to: 'relay', kind: 'debugger-event', tabId, method, params }).catch(() => {});
});

chrome.debugger.onDetach.addListener(({ tabId }, reason) => {
  if (tabId !== undefined) void toRelay({ to: 'relay', kind: 'debugger-detached', tabId, reason }).catch(() => {});
});

// A relay that is there already has outlived an earlier service worker; without one no rule has a reason to be.
void relayExists().then(exists =>
  exists ? toRelay({ to: 'relay', kind: 'background-restarted' }).catch(() => {}) : forbidSocket(),
);
