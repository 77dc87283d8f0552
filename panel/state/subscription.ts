import { batch } from '@preact/signals';
import { type Notice, type Published, stateChannelName, type TabState } from '../../src/messages/contract.ts';
import type { SendCommand } from './background-client.ts';
import { errorNotice, type PanelState } from './panel-state.ts';
import { relayEnded } from './relay-watch.ts';

const recorderEnded: Notice = {
  level: 'info',
  sentence:
    'Chrome ended the recorder of Heapscope. What was recorded is in the list of captures; connect and record again.',
};

/** Takes over what the background publishes of this tab, from now on. */
export function subscribe(state: PanelState, send: SendCommand): void {
  const lock = `heapscope panel ${crypto.randomUUID()}`;
  const watch = async (): Promise<boolean> => {
    try {
      await send('watch-tab', { tabId: state.tabId, lock });
      return true;
    } catch (error) {
      state.notice.value = errorNotice(error);
      return false;
    }
  };
  const channel = new BroadcastChannel(stateChannelName);
  channel.onmessage = ({ data }: MessageEvent<Published>) => {
    if (data.kind === 'captures') state.captures.value = data.captures;
    else if (data.tabId !== state.tabId) return;
    else if (data.kind === 'captured') showOwn(state, data.captureId);
    else takeOver(state, data.state);
  };
  // The background looks after the tab for as long as this is held; the browser lets go of it when the panel closes.
  void navigator.locks.request(lock, async () => {
    while (await watch()) {
      await relayEnded();
      if (state.tab.value?.recording) state.notice.value = recorderEnded;
    }
    return await new Promise<never>(() => {});
  });
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

/** Shows what this tab is recording, and a snapshot of it that is done unless something is being recorded. */
function takeOver(state: PanelState, next: TabState): void {
  const done = state.tab.value?.snapshot;
  batch(() => {
    state.tab.value = next;
    if (next.recording) state.own.value = next.recording.captureId;
    else if (done && !next.snapshot && isListed(state, done.captureId)) state.own.value = done.captureId;
  });
}
