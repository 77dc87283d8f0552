import type { Published } from '../../src/messages/contract.ts';
import { stateChannelName } from '../../src/messages/contract.ts';
import type { Panel } from '../../test/support/panel.ts';

/** How a snapshot of the open tab came in, as the relay tells it. Times are milliseconds since the epoch. */
export interface SnapshotReceipt {
  /** The first news of received bytes. */
  readonly first: { readonly at: number; readonly bytes: number };
  /** When it was on disk and in the list. */
  readonly end: number;
  /** Size of the file. */
  readonly bytes: number;
}

/** Follows the next snapshot to its end. */
export function receiptOf(panel: Panel): Promise<SnapshotReceipt> {
  return panel.frame.evaluate(follow, stateChannelName);
}

/** Runs in the panel. */
function follow(channelName: string): Promise<SnapshotReceipt> {
  return new Promise(resolve => {
    const channel = new BroadcastChannel(channelName);
    let first: SnapshotReceipt['first'] | null = null;
    let bytes = 0;
    channel.onmessage = ({ data }: MessageEvent<Published>) => {
      if (data.kind === 'captures') bytes = data.captures[0]?.files[0]?.bytes ?? 0;
      else if (data.kind !== 'state') return;
      else if (data.state.snapshot?.stage === 'receiving')
        first ??= { at: Date.now(), bytes: data.state.snapshot.bytes };
      else if (first && !data.state.snapshot) {
        channel.close();
        resolve({ first, end: Date.now(), bytes });
      }
    };
  });
}
