import { allowSocket, forbidSocket } from './connection/origin-rule.ts';
import { attachDebugger, detachDebugger, findTarget, sendToDebugger } from './debugger-service.ts';
import { downloadVerified } from './download-service.ts';
import type { ServiceName, Services } from './messages.ts';

type Handlers = { [Name in ServiceName]: (params: Services[Name]['params']) => Promise<Services[Name]['answer']> };

const handlers: Handlers = {
  'find-target': ({ tabId }) => findTarget(tabId),
  'debugger-attach': ({ tabId }) => attachDebugger(tabId).then(() => null),
  'debugger-detach': ({ tabId }) => detachDebugger(tabId).then(() => null),
  'debugger-send': ({ tabId, method, params }) => sendToDebugger(tabId, method, params),
  'allow-socket': ({ port }) => allowSocket(port).then(() => null),
  'forbid-socket': () => forbidSocket().then(() => null),
  download: ({ url, fileName, bytes }) => downloadVerified(url, fileName, bytes),
};

/** Does for the relay what only a service worker can. */
export function serve<Name extends ServiceName>(
  name: Name,
  params: Services[Name]['params'],
): Promise<Services[Name]['answer']> {
  return handlers[name](params);
}
