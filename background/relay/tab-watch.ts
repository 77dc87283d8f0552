import type { Clock } from '../../src/clock.ts';
import type { DomainRoutes, IsolateState, TabId } from '../../src/messages/contract.ts';
import { IsolateMonitor } from '../targets/isolate-monitor.ts';
import type { Attachment, SharedAttachments } from '../targets/shared-attachments.ts';

export interface TabWatchHost {
  readonly clock: Clock;
  readonly attachments: SharedAttachments;
  /** Which way the domains go now. */
  routes(): DomainRoutes;
  changed(): void;
  /** Whatever else is done on a tab while somebody looks at it; returns what ends it. */
  accompany(attachment: Attachment): () => void;
}

/**
 * Stays attached to a tab while a panel is open on it and the socket is there: for the list of isolates with their sizes, and for what
 * the page itself starts. Never through `chrome.debugger`, whose bar would show all the time.
 */
export class TabWatch {
  #openPanels = 0;
  #held: { readonly monitor: IsolateMonitor; release(): Promise<void> } | null = null;
  #attaching = false;

  constructor(
    private readonly tabId: TabId,
    private readonly host: TabWatchHost,
  ) {}

  get isolates(): readonly IsolateState[] {
    return this.#held?.monitor.states ?? [];
  }

  /** A panel was opened. @param closed settles when it is closed. */
  begin(closed: Promise<void>): void {
    this.#openPanels += 1;
    void closed.finally(() => {
      this.#openPanels -= 1;
      if (this.#openPanels === 0) void this.#letGo();
    });
    this.follow();
  }

  /** The connection, or the tab, may be another one now. */
  follow(): void {
    if (this.#openPanels === 0 || this.#held || this.#attaching || !this.#mayStay()) return;
    this.#attaching = true;
    this.#attach()
      // A tab that cannot be attached to says so when something is to be recorded.
      .catch(() => {})
      .finally(() => {
        this.#attaching = false;
      });
  }

  #mayStay(): boolean {
    const ways = Object.values(this.host.routes());
    return ways.includes('socket') && !ways.includes('debugger');
  }

  async #attach(): Promise<void> {
    const { attachments, clock } = this.host;
    const attachment = await attachments.lease(this.tabId);
    const monitor = new IsolateMonitor(attachment.isolates, clock, () => this.host.changed());
    const stopAccompanying = this.host.accompany(attachment);
    const held = {
      monitor,
      release: async () => {
        monitor.stop();
        stopAccompanying();
        await attachment.release();
      },
    };
    this.#held = held;
    attachment.session.onClose(() => {
      if (this.#held !== held) return;
      void this.#letGo();
      this.host.changed();
    });
    monitor.start();
    if (this.#openPanels === 0) await this.#letGo();
  }

  async #letGo(): Promise<void> {
    const held = this.#held;
    this.#held = null;
    // The socket may be closed, and the tab gone: then there is nothing to let go of.
    await held?.release().catch(() => {});
  }
}
