import type { ConnectionState } from '../../../src/messages/contract.ts';
import { usePanel } from '../context.ts';
import { ConnectCard } from './connect-card.tsx';

/** The way to full access: a card while there is nothing else to show, a bar that opens above a capture. Nothing when connected. */
export function ConnectPanel({ asBar }: { readonly asBar: boolean }) {
  const { state, actions } = usePanel();
  const connection: ConnectionState = state.tab.value?.connection ?? { kind: 'off', reason: null };
  if (connection.kind === 'connected') return null;
  const card = (
    <ConnectCard
      connection={connection}
      port={state.port.value}
      onPort={port => {
        state.port.value = port;
      }}
      onConnect={actions.connect}
      onCancel={actions.disconnect}
      onOpenSettings={actions.openSettings}
    />
  );
  if (!asBar) return card;
  const needsAttention = connection.kind === 'connecting' || connection.reason !== null || state.wantsAccess.value;
  return (
    <details class="connect-bar" open={needsAttention}>
      <summary>Limited access: profiling memory needs full access</summary>
      {card}
    </details>
  );
}
