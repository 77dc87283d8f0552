/** Composition root of the panel. */
import './widgets/theme.css';
import './widgets/controls.css';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { createActions } from './state/actions.ts';
import { followWithAnalysis } from './state/analysis-client.ts';
import { sendCommand } from './state/background-client.ts';
import { openSnapshotsEarly } from './state/early-snapshot.ts';
import { inspectedPage } from './state/inspected-page.ts';
import { createLibrary } from './state/library.ts';
import { createObjects } from './state/objects.ts';
import { createPanelState } from './state/panel-state.ts';
import { loadSettings, saveSettings } from './state/settings.ts';
import { subscribe } from './state/subscription.ts';
import { followTheme } from './state/theme.ts';
import { createTimeTravel } from './state/time-travel.ts';
import { App } from './views/app.tsx';
import { PanelContext } from './views/context.ts';
import { inspectNode } from './views/objects/inspect-node.ts';

const state = createPanelState(chrome.devtools.inspectedWindow.tabId, loadSettings(localStorage));
followTheme(state, document.documentElement);
effect(() => {
  const port = state.port.value;
  if (port !== null) saveSettings(localStorage, { port, options: state.options.value });
});
subscribe(state, sendCommand);
openSnapshotsEarly(state);

const analysis = followWithAnalysis(state, sendCommand);
const panel = {
  state,
  analysis,
  objects: createObjects({
    tabId: state.tabId,
    send: sendCommand,
    isolate: () => state.isolate.value,
    inspect: inspectNode,
  }),
  actions: createActions(state, sendCommand, inspectedPage, analysis),
  time: createTimeTravel(state, analysis),
  library: createLibrary({ state, send: sendCommand, importFile: analysis.importFile, storage: navigator.storage }),
};
const root = document.getElementById('panel');
if (root)
  render(
    <PanelContext.Provider value={panel}>
      <App />
    </PanelContext.Provider>,
    root,
  );
