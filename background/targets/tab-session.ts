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
 * A session of one target of the inspected tab, each protocol domain on the way that the routes give it.
 * It ends when any of its legs ends. A page that crashes does not end it: Chrome answers nothing until the page is loaded again, and then
 * V8 goes on with what it was told to record. What waits for an answer, or is sent meanwhile, fails with `tab-crashed`.
 */
export class TabSession implements TargetSession {
  readonly #listeners = new Map<string, Listeners<unknown>>();
  readonly #closed = new Listeners<void>();
  readonly #release: (() => void)[] = [];
  readonly #crashes = new Listeners<void>();
  #ended: ErrorCode | null = null;
  #crashed = false;

  constructor(
    private readonly routes: DomainRoutes,
    private readonly legs: { readonly socket: Leg | null; readonly debugger: Leg | null },
  ) {
    for (const leg of [legs.socket, legs.debugger]) {
      if (!leg) continue;
      this.#release.push(
        leg.transport.onEvent(({ session, method, params }) => {
          if (session !== leg.session) return;
          if (method === 'Inspector.targetCrashed') this.#crash();
          else if (method === 'Inspector.targetReloadedAfterCrash') this.#crashed = false;
          if (this.#legOf(method) === leg) this.#listeners.get(method)?.call(params);
        }),
        leg.transport.onClose(reason => this.end(reason)),
      );
    }
  }

  async send<Name extends CommandName>(method: Name, ...params: CommandParams<Name>): Promise<CommandResult<Name>> {
    if (this.#ended) throw new HeapscopeError('session-closed', { method });
    if (this.#crashed) throw new HeapscopeError('tab-crashed');
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

  /** Calls `listener` whenever the page crashes. */
  onCrash(listener: () => void): () => void {
    return this.#crashes.add(listener);
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

  #crash(): void {
    this.#crashed = true;
    this.#crashes.call();
  }

  /** What was sent to a page that crashes, or to a session that ends, is never answered. */
  #unlessEnded(method: string, sent: Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const ended = this.#closed.add(() => reject(new HeapscopeError('session-closed', { method })));
      const crashed = this.#crashes.add(() => reject(new HeapscopeError('tab-crashed')));
      sent.then(resolve, reject).finally(() => {
        ended();
        crashed();
      });
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
