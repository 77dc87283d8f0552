import type {
  CommandName,
  CommandParams,
  CommandResult,
  EventName,
  EventParams,
  TargetSession,
} from '../../src/cdp/target-session.ts';
import type { ErrorCode } from '../../src/errors/catalogue.ts';
import { HeapscopeError } from '../../src/errors/heapscope-error.ts';
import type { Domain, DomainRoutes } from '../../src/messages/contract.ts';
import { Listeners } from '../connection/listeners.ts';
import type { SessionId, Transport } from '../connection/transport.ts';

/** One way into a target: a session of a transport. */
export interface Leg {
  readonly transport: Transport;
  readonly session: SessionId | null;
}

/**
 * The session of the inspected tab, each protocol domain on the way that the routes give it.
 * It ends when any of its legs ends.
 */
export class TabSession implements TargetSession {
  readonly #listeners = new Map<string, Listeners<unknown>>();
  readonly #closed = new Listeners<void>();
  readonly #release: (() => void)[] = [];
  #ended: ErrorCode | null = null;

  constructor(
    private readonly routes: DomainRoutes,
    private readonly legs: { readonly socket: Leg | null; readonly debugger: Leg | null },
  ) {
    for (const leg of [legs.socket, legs.debugger]) {
      if (!leg) continue;
      this.#release.push(
        leg.transport.onEvent(({ session, method, params }) => {
          if (session !== leg.session) return;
          if (method === 'Inspector.targetCrashed') this.end('tab-crashed');
          else if (this.#legOf(method) === leg) this.#listeners.get(method)?.call(params);
        }),
        leg.transport.onClose(reason => this.end(reason)),
      );
    }
  }

  async send<Name extends CommandName>(method: Name, ...params: CommandParams<Name>): Promise<CommandResult<Name>> {
    if (this.#ended) throw new HeapscopeError('session-closed', { method });
    const leg = this.#legOf(method);
    if (!leg) throw new HeapscopeError('domain-unavailable', { domain: domainOf(method) });
    const sent = leg.transport.send(leg.session, method, params[0] as object | undefined);
    return (await this.#unlessEnded(method, sent)) as CommandResult<Name>;
  }

  on<Name extends EventName>(event: Name, listener: (params: EventParams<Name>) => void): () => void {
    let listeners = this.#listeners.get(event);
    if (!listeners) {
      listeners = new Listeners();
      this.#listeners.set(event, listeners);
    }
    return listeners.add(params => listener(params as EventParams<Name>));
  }

  onClose(listener: () => void): () => void {
    return this.#closed.add(listener);
  }

  /** Why the session has ended; null while it lives. */
  get endReason(): ErrorCode | null {
    return this.#ended;
  }

  /** The target is gone or detached: tells everybody, once. */
  end(reason: ErrorCode): void {
    if (this.#ended) return;
    this.#ended = reason;
    for (const release of this.#release) release();
    this.#closed.call();
  }

  /** A crashed page never answers: its calls settle when the session ends. */
  #unlessEnded(method: string, sent: Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const forget = this.#closed.add(() => reject(new HeapscopeError('session-closed', { method })));
      sent.then(resolve, reject).finally(forget);
    });
  }

  #legOf(method: string): Leg | null {
    const domain = domainOf(method);
    const route = isRouted(domain, this.routes) ? this.routes[domain] : this.legs.socket ? 'socket' : 'debugger';
    return route === 'unavailable' ? null : this.legs[route];
  }
}

function domainOf(method: string): string {
  return method.slice(0, method.indexOf('.'));
}

function isRouted(domain: string, routes: DomainRoutes): domain is Domain {
  return domain in routes;
}
