import type { Protocol } from 'devtools-protocol';
import type { DomainRoutes } from '../../src/messages/contract.ts';
import { sessionOf } from '../connection/browser-transport.ts';
import type { SessionId, Transport } from '../connection/transport.ts';
import { TabSession } from './tab-session.ts';

type TargetInfo = Protocol.Target.TargetInfo;

/** A target below the inspected page: a frame in another process, or a worker. */
export interface Child {
  /** As Chrome told it last: a frame has neither title nor address when it appears. */
  info: TargetInfo;
  readonly session: TabSession;
}

const everythingOnSocket: DomainRoutes = { HeapProfiler: 'socket', Profiler: 'socket', Runtime: 'socket' };

/**
 * The sessions below a page's. Chrome attaches to frames, dedicated workers and service workers by itself when a session asks it to,
 * and each of those is asked to do the same. Shared workers belong to no page in Chrome's eyes: those of the page's origin are taken.
 */
export class ChildSessions {
  readonly #sessions = new Map<SessionId, Child>();
  readonly #stops: (() => void)[] = [];
  /** The targets attached to from the browser, as shared workers are. */
  readonly #shared = new Map<string, SessionId>();
  #hold = false;
  #released = false;
  #origin = '';
  #context: string | undefined;

  constructor(
    private readonly page: TabSession,
    private readonly transport: Transport,
    private readonly targetId: string,
    private readonly appeared: (child: Child) => Promise<void>,
    private readonly renamed: (child: Child) => void,
  ) {}

  async follow(): Promise<void> {
    this.#stops.push(
      this.transport.onEvent(({ session, method, params }) => {
        if (method === 'Target.detachedFromTarget')
          this.#sessions.get(sessionOf(params))?.session.end('session-closed');
        else if (session === null && method === 'Target.targetCreated') this.#sawTarget((params as Created).targetInfo);
        else if (session === null && method === 'Target.targetInfoChanged')
          this.#renamed((params as Created).targetInfo);
      }),
    );
    await this.#attachBelow(this.page);
    await this.#followShared().catch(() => {
      // A browser that does not tell of other targets has no shared workers to offer; everything else works.
    });
  }

  async holdNew(hold: boolean): Promise<void> {
    this.#hold = hold;
    const sessions = [this.page, ...Array.from(this.#sessions.values(), ({ session }) => session)];
    await Promise.allSettled(sessions.map(session => this.#autoAttach(session)));
  }

  async release(): Promise<void> {
    this.#released = true;
    for (const stop of this.#stops.splice(0)) stop();
    const shared = this.#takeShared();
    // What Chrome attached to by itself it lets go of with the page's session.
    for (const { session } of [...this.#sessions.values()]) session.end('session-closed');
    await Promise.all(shared.map(sessionId => this.#detach(sessionId)));
  }

  async #attachBelow(session: TabSession): Promise<void> {
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo, waitingForDebugger }) => {
      void this.#adopt(sessionId as SessionId, targetInfo, waitingForDebugger);
    });
    await this.#autoAttach(session);
  }

  async #autoAttach(session: TabSession): Promise<void> {
    await session.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: this.#hold,
      flatten: true,
    });
  }

  /** A held target goes on whatever becomes of the instruments. */
  async #adopt(sessionId: SessionId, info: TargetInfo, waiting: boolean): Promise<void> {
    const session = new TabSession(everythingOnSocket, {
      socket: { transport: this.transport, session: sessionId },
      debugger: null,
    });
    const child = { info, session };
    this.#sessions.set(sessionId, child);
    const endsWithPage = this.page.onClose(() => session.end('session-closed'));
    session.onClose(() => {
      endsWithPage();
      this.#sessions.delete(sessionId);
      if (this.#shared.get(info.targetId) === sessionId) this.#shared.delete(info.targetId);
    });
    try {
      await this.#attachBelow(session).catch(() => {
        // A worklet, or a target that is gone again, has nothing below.
      });
      await this.appeared(child);
    } finally {
      if (waiting) await session.send('Runtime.runIfWaitingForDebugger').catch(() => {});
    }
  }

  async #followShared(): Promise<void> {
    const { targetInfo } = (await this.transport.send(null, 'Target.getTargetInfo', {
      targetId: this.targetId,
    })) as Created;
    this.#origin = originOf(targetInfo.url);
    this.#context = targetInfo.browserContextId;
    await this.transport.send(null, 'Target.setDiscoverTargets', {
      discover: true,
      filter: [{ type: 'shared_worker' }, { type: 'iframe' }, { type: 'page' }],
    });
    // Chrome tells of those that are there only the first who asks.
    await this.#lookAgain();
  }

  #sawTarget(info: TargetInfo): void {
    if (this.#released || info.type !== 'shared_worker' || this.#shared.has(info.targetId)) return;
    if (info.browserContextId !== this.#context || originOf(info.url) !== this.#origin) return;
    void this.#attachShared(info);
  }

  #renamed(info: TargetInfo): void {
    for (const child of this.#sessions.values()) {
      if (child.info.targetId !== info.targetId) continue;
      child.info = info;
      this.renamed(child);
    }
    this.#followPage(info);
  }

  /** A page that went to another site has the shared workers of that. */
  #followPage(info: TargetInfo): void {
    if (info.targetId !== this.targetId || originOf(info.url) === this.#origin) return;
    this.#origin = originOf(info.url);
    for (const sessionId of this.#takeShared()) void this.#detach(sessionId);
    void this.#lookAgain();
  }

  /** The sessions of all shared workers, which are none of ours from now on; those that are not there yet are let go of as they come. */
  #takeShared(): SessionId[] {
    const sessions = [...this.#shared.values()].filter(sessionId => sessionId !== underWay);
    this.#shared.clear();
    return sessions;
  }

  async #detach(sessionId: SessionId): Promise<void> {
    this.#sessions.get(sessionId)?.session.end('session-closed');
    // One that is gone already is what was wanted.
    await this.transport.send(null, 'Target.detachFromTarget', { sessionId }).catch(() => {});
  }

  async #lookAgain(): Promise<void> {
    const { targetInfos } = (await this.transport.send(null, 'Target.getTargets', {}).catch(() => none)) as typeof none;
    for (const info of targetInfos) this.#sawTarget(info);
  }

  async #attachShared(info: TargetInfo): Promise<void> {
    this.#shared.set(info.targetId, underWay);
    try {
      const { sessionId } = (await this.transport.send(null, 'Target.attachToTarget', {
        targetId: info.targetId,
        flatten: true,
      })) as { sessionId: SessionId };
      // The page has gone to another site, or nobody looks any more.
      if (this.#shared.get(info.targetId) !== underWay) return await this.#detach(sessionId);
      this.#shared.set(info.targetId, sessionId);
      await this.#adopt(sessionId, info, false);
    } catch {
      // It ended before it could be attached to.
      this.#shared.delete(info.targetId);
    }
  }
}

/** Stands for the session of a target that is being attached to. */
const underWay = '' as SessionId;

interface Created {
  readonly targetInfo: TargetInfo;
}
const none: { targetInfos: TargetInfo[] } = { targetInfos: [] };

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}
