import { type Published, stateChannelName } from '../../src/messages/contract.ts';
import type { SendCommand } from './background-client.ts';
import { errorNotice, type PanelState } from './panel-state.ts';

/** Takes over what the background publishes of this tab, from now on. */
export function subscribe(state: PanelState, send: SendCommand): void {
  const channel = new BroadcastChannel(stateChannelName);
  channel.onmessage = ({ data }: MessageEvent<Published>) => {
    if (data.kind === 'captures') state.captures.value = data.captures;
    else if (data.tabId === state.tabId) state.tab.value = data.state;
  };
  send('watch-tab', { tabId: state.tabId }).catch(error => {
    state.notice.value = errorNotice(error);
  });
}
