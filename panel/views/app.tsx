import { SplitPane } from '../widgets/split-pane/split-pane.tsx';
import { CaptureView } from './capture-view.tsx';
import { CapturesList } from './captures/captures-list.tsx';
import { ConnectCard } from './connect/connect-card.tsx';
import { usePanel } from './context.ts';
import { StatusLine } from './status/status-line.tsx';
import { Toolbar } from './toolbar/toolbar.tsx';
import './app.css';

export function App() {
  const { state, analysis } = usePanel();
  const tab = state.tab.value;
  return (
    <main class="app">
      <h1 class="visually-hidden">Heapscope</h1>
      <Toolbar />
      <div class="app-body">
        <SplitPane direction="row" label="Width of the list of captures" initial={170} min={110} collapseBelow={560}>
          <Captures />
          <Content />
        </SplitPane>
      </div>
      <StatusLine
        recording={tab?.recording ?? null}
        snapshot={tab?.snapshot ?? null}
        notice={state.notice.value ?? tab?.notice ?? null}
        options={state.shown.value?.options ?? null}
        figures={analysis.figures.value}
      />
    </main>
  );
}

function Captures() {
  const { state } = usePanel();
  return (
    <CapturesList
      captures={state.captures.value}
      liveId={state.tab.value?.recording?.captureId ?? null}
      shownId={state.shown.value?.id ?? null}
      onPick={id => {
        state.picked.value = id;
      }}
    />
  );
}

/** The shown capture, and above or instead of it the way to full access while there is none. */
function Content() {
  const { state, actions } = usePanel();
  const tab = state.tab.value;
  const connection = tab?.connection ?? { kind: 'off', reason: null };
  const connected = connection.kind === 'connected';
  const capture = state.shown.value;
  const card = (
    <ConnectCard
      connection={connection}
      port={state.port.value}
      busy={state.busy.value.has('connect')}
      onPort={port => {
        state.port.value = port;
      }}
      onConnect={actions.connect}
      onCancel={actions.disconnect}
      onOpenSettings={actions.openSettings}
    />
  );
  return (
    <div class="content">
      {!connected &&
        (capture ? (
          <details class="connect-bar" open={connection.kind === 'connecting' || connection.reason !== null}>
            <summary>Not connected: heap profiling needs full access. Show how</summary>
            {card}
          </details>
        ) : (
          card
        ))}
      {capture && <CaptureView capture={capture} />}
      {connected && !capture && (
        <div class="empty-state">
          <strong>Press Record</strong>
          <span>Functions that hold memory, the heap over time and the CPU will appear here while the page runs.</span>
        </div>
      )}
    </div>
  );
}
