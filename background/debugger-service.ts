import { HeapscopeError } from '../src/errors/heapscope-error.ts';
import type { TabId } from '../src/messages/contract.ts';
import type { FoundTarget } from './messages.ts';

/** `chrome.debugger`, with Chrome's English sentences turned into errors of the catalogue. Keeps no state: Chrome knows who is attached. */
const protocolVersion = '1.3';
const alreadyAttached = /already attached/i;
const notAttachedAnyMore = /is not attached|Detached while handling/i;

/** The page target of a tab. `getTargets` attaches to nothing and shows no bar. */
export async function findTarget(tabId: TabId): Promise<FoundTarget | null> {
  const targets = await chrome.debugger.getTargets();
  const target = targets.find(candidate => candidate.tabId === tabId && candidate.type === 'page');
  return target ? { id: target.id, url: target.url } : null;
}

export async function attachDebugger(tabId: TabId): Promise<void> {
  const attach = () => chrome.debugger.attach({ tabId }, protocolVersion);
  await attach()
    .catch(async (cause: unknown) => {
      // Chrome lets several extensions in at once, so whoever holds the tab is ourselves, left over from a relay that was killed.
      if (!alreadyAttached.test(messageOf(cause))) throw cause;
      await detachDebugger(tabId);
      await attach();
    })
    .catch(async (cause: unknown) => {
      throw await attachError(tabId, cause);
    });
}

export async function detachDebugger(tabId: TabId): Promise<void> {
  // Already detached (tab closed, bar cancelled) is what was wanted.
  await chrome.debugger.detach({ tabId }).catch(() => {});
}

export async function sendToDebugger(tabId: TabId, method: string, params: object | undefined): Promise<unknown> {
  return await chrome.debugger
    .sendCommand({ tabId }, method, params as { [key: string]: unknown } | undefined)
    .catch((cause: unknown) => {
      const message = protocolMessage(cause);
      const code = notAttachedAnyMore.test(message) ? 'session-closed' : 'protocol-error';
      throw new HeapscopeError(code, { method, message }, { cause });
    });
}

async function attachError(tabId: TabId, cause: unknown): Promise<HeapscopeError> {
  const message = messageOf(cause);
  if (alreadyAttached.test(message)) return new HeapscopeError('tab-taken', {}, { cause });
  if (/No tab with given id/i.test(message)) return new HeapscopeError('tab-not-found', {}, { cause });
  if (/^Cannot (access|attach)/i.test(message) || /cannot be (scripted|accessed)/i.test(message)) {
    const url = (await findTarget(tabId))?.url ?? '';
    return new HeapscopeError('tab-not-attachable', { url }, { cause });
  }
  return new HeapscopeError('protocol-error', { method: 'chrome.debugger.attach', message }, { cause });
}

/** `sendCommand` rejects with the protocol's error object as JSON text. */
function protocolMessage(cause: unknown): string {
  const message = messageOf(cause);
  try {
    const parsed: unknown = JSON.parse(message);
    return typeof parsed === 'object' && parsed && 'message' in parsed ? String(parsed.message) : message;
  } catch {
    return message;
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
