import { type Published, type PublishedRows, rowsChannelName, stateChannelName } from '../../src/messages/contract.ts';

/** Data comes down two channels: what panels show at once, and rows, which only their analysis workers read. */
export class Publisher {
  readonly #state = new BroadcastChannel(stateChannelName);
  readonly #rows = new BroadcastChannel(rowsChannelName);

  publish(message: Published): void {
    this.#state.postMessage(message);
  }

  rows(message: PublishedRows): void {
    this.#rows.postMessage(message);
  }
}
