import { batch } from '@preact/signals';
import { type Published, stateChannelName, type TabState } from '../../src/messages/contract.ts';
import type { SendCommand } from './background-client.ts';
import { errorNotice, type PanelState } from './panel-state.ts';

/** Takes over what the background publishes of this tab, from now on. */
export function subscribe(state: PanelState, send: SendCommand): void {
  const channel = new BroadcastChannel(stateChannelName);
  channel.onmessage = ({ data }: MessageEvent<Published>) => {
    if (data.kind === 'captures') state.captures.value = data.captures;
    else if (data.tabId === state.tabId) takeOver(state, data.state);
  };
  send('watch-tab', { tabId: state.tabId }).catch(error => {
    state.notice.value = errorNotice(error);
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
