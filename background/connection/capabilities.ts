import { isRefusal } from '../../src/instruments/run-scope.ts';
import type { Domain, DomainRoutes } from '../../src/messages/contract.ts';
import type { SessionId, Transport } from './transport.ts';

/** What `chrome.debugger` of this browser lets an extension use; the same for every tab, so it is asked once. */
export type DebuggerDomains = ReadonlySet<Domain>;

export const domains: readonly Domain[] = ['HeapProfiler', 'Profiler', 'Runtime'];

/**
 * Tries each domain on an attached transport: a probe, never a version check.
 * @throws HeapscopeError when the tab goes away meanwhile: that says nothing about the browser.
 */
export async function probeDomains(transport: Transport, session: SessionId | null): Promise<DebuggerDomains> {
  const open = new Set<Domain>();
  for (const domain of domains) {
    const answered = await transport.send(session, `${domain}.enable`).then(
      () => true,
      (error: unknown) => {
        if (isRefusal(error)) return false;
        throw error;
      },
    );
    if (!answered) continue;
    open.add(domain);
    await transport.send(session, `${domain}.disable`).catch(() => {});
  }
  return open;
}

/**
 * The way each domain goes: the profiling domains through `chrome.debugger` where the browser lets them, else through the socket.
 * `Runtime` goes through the socket when there is one, which spares the user Chrome's debugging bar.
 */
export function routesFor(debuggerDomains: DebuggerDomains | null, hasSocket: boolean): DomainRoutes {
  const profiling = (domain: Domain) =>
    debuggerDomains?.has(domain) ? 'debugger' : hasSocket ? 'socket' : 'unavailable';
  return {
    HeapProfiler: profiling('HeapProfiler'),
    Profiler: profiling('Profiler'),
    Runtime: hasSocket ? 'socket' : debuggerDomains?.has('Runtime') ? 'debugger' : 'unavailable',
  };
}
