import { SplitPane } from '../widgets/split-pane/split-pane.tsx';
import { CaptureView } from './capture-view.tsx';
import { CapturesList, type CapturesProps, CapturesSelect } from './captures/captures-list.tsx';
import { FileDrop } from './captures/file-drop.tsx';
import { ConnectPanel } from './connect/connect-panel.tsx';
import { usePanel } from './context.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { LimitedCard } from './limited/limited-card.tsx';
import { useNarrow } from './narrow.ts';
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
      <Body />
      <KeysDialog />
      <FileDrop />
      <StatusLine
        recording={tab?.recording ?? null}
        live={tab?.recording != null && tab.recording.captureId === state.shown.value?.id}
        snapshot={tab?.snapshot ?? null}
        notice={state.notice.value ?? tab?.notice ?? null}
        options={state.shown.value?.options ?? null}
        figures={analysis.figures.value}
        moment={state.moment.value ?? state.range.value?.to ?? null}
      />
    </main>
  );
}

function Body() {
  const { state } = usePanel();
  const narrow = useNarrow();
  const captures: CapturesProps = {
    captures: state.captures.value,
    liveId: state.tab.value?.recording?.captureId ?? null,
    shownId: state.shown.value?.id ?? null,
    onPick: id => {
      state.picked.value = id;
    },
  };
  return (
    <div class="app-body">
      {narrow ? (
        <div class="app-column">
          <CapturesSelect {...captures} />
          <Content />
        </div>
      ) : (
        <SplitPane direction="row" label="Width of the list of captures" initial={170} min={110}>
          <CapturesList {...captures} />
          <Content />
        </SplitPane>
      )}
    </div>
  );
}

function Content() {
  const { state } = usePanel();
  const capture = state.shown.value;
  const connected = state.tab.value?.connection.kind === 'connected';
  return (
    <div class="content">
      <ConnectPanel asBar={capture !== null} />
      {!connected && !capture && <LimitedCard />}
      {capture && <CaptureView capture={capture} />}
      {connected && !capture && (
        <div class="empty-state">
          <strong>Press Record</strong>
          <span>The heap over time and the functions that hold its memory will appear here while the page runs.</span>
        </div>
      )}
    </div>
  );
}
