import { type Clock, within } from '../../src/clock.ts';
import type { ErrorCode } from '../../src/errors/catalogue.ts';
import { HeapscopeError } from '../../src/errors/heapscope-error.ts';
import type { DomainRoutes, TabId } from '../../src/messages/contract.ts';
import { milliseconds } from '../../src/units.ts';
import type { BrowserConnection } from '../connection/browser-connection.ts';
import { sessionOf } from '../connection/browser-transport.ts';
import { type DebuggerDomains, probeDomains, routesFor } from '../connection/capabilities.ts';
import { DebuggerTransport } from '../connection/debugger-transport.ts';
import type { SessionId } from '../connection/transport.ts';
import type { CallService } from '../messages.ts';
import type { AttachHost, Attachment } from './shared-attachments.ts';
import { TabIsolates } from './tab-isolates.ts';
import { type Leg, TabSession } from './tab-session.ts';

/** How long a page may take to switch its profilers off before it is left. */
const switchOffLimit = milliseconds(500);

/** Chrome attaches an extension to a tab once: what attaches while another holds it uses the same. */
interface HeldDebugger {
  readonly transport: DebuggerTransport;
  /** Settles when Chrome has attached it, or says why not. */
  readonly attached: Promise<void>;
  users: number;
}

/** Attaches to tabs by every way that some domain goes, and no other. */
export class Attacher implements AttachHost {
  readonly #debuggers = new Map<TabId, HeldDebugger>();
  readonly #probes = new Map<TabId, Promise<void>>();
  #debuggerDomains: DebuggerDomains | null = null;

  constructor(
    private readonly connection: BrowserConnection,
    private readonly callService: CallService,
    private readonly clock: Clock,
  ) {}

  get routes(): DomainRoutes {
    return routesFor(this.#debuggerDomains, this.connection.transport !== null);
  }

  /** @throws HeapscopeError `tab-not-found`. */
  async targetId(tabId: TabId): Promise<string> {
    const target = await this.callService('find-target', { tabId });
    if (!target) throw new HeapscopeError('tab-not-found');
    return target.id;
  }

  /** Finds out once what `chrome.debugger` allows; Chrome's bar shows for that moment. A tab that cannot be attached to leaves it open. */
  async probeDebugger(tabId: TabId): Promise<void> {
    if (this.#debuggerDomains) return;
    const probe = this.#probes.get(tabId) ?? this.#probe(tabId).finally(() => this.#probes.delete(tabId));
    this.#probes.set(tabId, probe);
    await probe;
  }

  async #probe(tabId: TabId): Promise<void> {
    const transport = await this.#attachDebugger(tabId);
    try {
      this.#debuggerDomains = await probeDomains(transport, null);
    } finally {
      await this.#detachDebugger(tabId, transport);
    }
  }

  async attach(tabId: TabId): Promise<Attachment> {
    const socket = await this.#socketLeg(tabId);
    if (!socket) await this.probeDebugger(tabId);
    const routes = this.routes;
    let debuggerTransport: DebuggerTransport | null = null;
    try {
      if (Object.values(routes).includes('debugger')) debuggerTransport = await this.#attachDebugger(tabId);
    } catch (error) {
      await this.#releaseSocket(socket);
      throw error;
    }
    const debuggerLeg = debuggerTransport && { transport: debuggerTransport, session: null };
    const session = new TabSession(routes, { socket, debugger: debuggerLeg });
    const stopWatching = socket ? this.#watchSocket(session, socket) : () => {};
    const isolates = new TabIsolates(session, socket);
    // Without the others there is still the page.
    await isolates.follow().catch(() => {});
    return {
      session,
      isolates,
      routes,
      release: async () => {
        stopWatching();
        await isolates.release();
        await this.#switchOff(session);
        session.end('session-closed');
        await this.#releaseSocket(socket);
        if (debuggerTransport) await this.#detachDebugger(tabId, debuggerTransport);
      },
    };
  }

  debuggerEvent(tabId: TabId, method: string, params: unknown): void {
    this.#debuggers.get(tabId)?.transport.receive(method, params);
  }

  debuggerDetached(tabId: TabId, reason: string): void {
    const code: ErrorCode = reason === 'canceled_by_user' ? 'debugger-cancelled' : 'tab-closed';
    this.#debuggers.get(tabId)?.transport.ended(code);
    this.#debuggers.delete(tabId);
  }

  async #socketLeg(tabId: TabId): Promise<(Leg & { readonly targetId: string }) | null> {
    const transport = this.connection.transport;
    if (!transport) return null;
    const targetId = await this.targetId(tabId);
    const { sessionId } = (await transport.send(null, 'Target.attachToTarget', { targetId, flatten: true })) as {
      sessionId: SessionId;
    };
    return { transport, session: sessionId, targetId };
  }

  /** Leaves V8 as if nobody had looked into it. A page that is busy, or paused, does so when it comes to it. */
  async #switchOff(session: TabSession): Promise<void> {
    const off = [session.send('Profiler.disable'), session.send('HeapProfiler.disable')];
    await within(this.clock, switchOffLimit, Promise.allSettled(off));
  }

  /** Ends the session when the browser says that its target is gone. */
  #watchSocket(session: TabSession, leg: Leg): () => void {
    return leg.transport.onEvent(event => {
      if (event.method === 'Target.detachedFromTarget' && sessionOf(event.params) === leg.session)
        session.end('tab-closed');
    });
  }

  async #releaseSocket(leg: Leg | null): Promise<void> {
    // A session that is gone already, or a closed socket, is what was wanted.
    await leg?.transport.send(null, 'Target.detachFromTarget', { sessionId: leg.session }).catch(() => {});
  }

  async #attachDebugger(tabId: TabId): Promise<DebuggerTransport> {
    const held = this.#debuggers.get(tabId) ?? this.#holdDebugger(tabId);
    held.users += 1;
    await held.attached;
    return held.transport;
  }

  /** Held from the attempt on: a second attempt at the same time would end the first. */
  #holdDebugger(tabId: TabId): HeldDebugger {
    const transport = new DebuggerTransport(tabId, this.callService, this.clock);
    const held = { transport, attached: transport.attach(), users: 0 };
    this.#debuggers.set(tabId, held);
    held.attached.catch(() => {
      if (this.#debuggers.get(tabId) === held) this.#debuggers.delete(tabId);
    });
    return held;
  }

  async #detachDebugger(tabId: TabId, transport: DebuggerTransport): Promise<void> {
    const held = this.#debuggers.get(tabId);
    // Chrome has detached it already, and what is attached since belongs to others.
    if (held?.transport !== transport) return;
    held.users -= 1;
    if (held.users > 0) return;
    this.#debuggers.delete(tabId);
    await transport.detach();
  }
}
