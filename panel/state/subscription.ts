import { batch } from '@preact/signals';
import { type Notice, type Published, stateChannelName, type TabState } from '../../src/messages/contract.ts';
import type { SendCommand } from './background-client.ts';
import { errorNotice, type PanelState } from './panel-state.ts';
import { relayEnded, relayThere } from './relay-watch.ts';

const recorderEnded: Notice = {
  level: 'info',
  sentence:
    'Chrome ended the recorder of Heapscope. What was recorded is in the list of captures; connect and record again.',
};

/** Takes over what the background publishes of this tab, from now on. */
export function subscribe(state: PanelState, send: SendCommand): void {
  const lock = `heapscope panel ${crypto.randomUUID()}`;
  const watch = () => send('watch-tab', { tabId: state.tabId, lock });
  const channel = new BroadcastChannel(stateChannelName);
  channel.onmessage = ({ data }: MessageEvent<Published>) => {
    if (data.kind === 'captures') state.captures.value = data.captures;
    else if (data.tabId !== state.tabId) return;
    else if (data.kind === 'captured') showOwn(state, data.captureId);
    else takeOver(state, data.state);
  };
  // The background looks after the tab for as long as this is held; the browser lets go of it when the panel closes.
  void navigator.locks.request(lock, async () => {
    for (;;) {
      await untilDone(watch, state);
      await relayEnded();
      if (state.tab.value?.recording) state.notice.value = recorderEnded;
    }
  });
}

/** Tries again whenever a relay is there, such as one that another panel has started. A failure is told once, until it is over. */
async function untilDone(task: () => Promise<void>, { notice }: PanelState): Promise<void> {
  let told: Notice | null = null;
  for (let failures = 1; ; failures++) {
    try {
      await task();
      if (notice.value === told) notice.value = null;
      return;
    } catch (error) {
      if (!told) {
        told = errorNotice(error);
        notice.value = told;
      }
    }
    await relayThere(failures);
  }
}

/** What was made at once is what its maker wants to see. */
function showOwn(state: PanelState, captureId: string): void {
  batch(() => {
    state.own.value = captureId;
    state.picked.value = null;
  });
}

/** A snapshot that failed is in no list: what was shown before stays. */
function isListed(state: PanelState, captureId: string): boolean {
  return state.captures.value.some(({ id }) => id === captureId);
}

/** Shows what this tab begins to record, and a snapshot of it that is done unless something is being recorded. */
function takeOver(state: PanelState, next: TabState): void {
  const before = state.tab.value;
  const done = before?.snapshot;
  batch(() => {
    state.tab.value = next;
    // Not whenever something of the tab has changed: what was captured at once meanwhile stays in view.
    if (next.recording && next.recording.captureId !== before?.recording?.captureId)
      state.own.value = next.recording.captureId;
    else if (!next.recording && done && !next.snapshot && isListed(state, done.captureId))
      state.own.value = done.captureId;
  });
}
