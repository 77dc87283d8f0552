import type { CaptureFile, CaptureSummary } from '../../../src/captures/capture-summary.ts';
import { formatBytes } from '../../widgets/format.ts';
import { Menu } from '../../widgets/menu/menu.tsx';
import { Popover } from '../../widgets/popover/popover.tsx';
import { formatLabels } from '../captures/capture-texts.ts';
import { ImportButton } from '../captures/import-button.tsx';
import { usePanel } from '../context.ts';
import { IsolatePicker } from '../isolates/isolate-picker.tsx';
import { ObjectsButton } from '../objects/objects-button.tsx';
import { ExportIcon, FreezeIcon, GarbageIcon, RecordIcon, ReloadIcon, SnapshotIcon, StopIcon } from './icons.tsx';
import { MoreMenu } from './more-menu.tsx';
import { needsAccess } from './needs-access.tsx';
import { WhatOptions } from './what-options.tsx';
import './toolbar.css';

/** Everything that can be done, in one row that wraps when it is narrow. */
export function Toolbar() {
  const { state, actions, objects } = usePanel();
  const tab = state.tab.value;
  const recording = tab?.recording ?? null;
  const busy = state.busy.value;
  const heap = tab ? tab.domains.HeapProfiler !== 'unavailable' : false;
  return (
    <div class="toolbar" role="toolbar" aria-label="Heapscope">
      <button
        type="button"
        class={`button plain record${recording ? ' recording' : ''}`}
        disabled={!tab || busy.has('record') || recording?.phase === 'stopping'}
        title={recording ? 'Stop recording (Ctrl+E)' : 'Start recording (Ctrl+E)'}
        onClick={actions.toggleRecording}
      >
        {recording ? <StopIcon /> : <RecordIcon />}
        {recording ? 'Stop' : 'Record'}
      </button>
      <button
        type="button"
        class="button plain"
        disabled={!tab || busy.has('record') || recording !== null}
        title="Reload and record: from the page's first script on (Ctrl+Shift+E)"
        aria-label="Reload and record"
        onClick={actions.reloadAndRecord}
      >
        <ReloadIcon />
      </button>
      <Popover label="What">
        <WhatOptions
          options={state.options.value}
          recording={recording !== null}
          onChange={options => {
            state.options.value = options;
          }}
        />
      </Popover>
      <span class="toolbar-divider" />
      <button
        type="button"
        class="button plain"
        disabled={!heap || busy.has('collect-garbage')}
        title={heap ? 'Make the page collect its garbage' : needsAccess}
        onClick={actions.collectGarbage}
      >
        <GarbageIcon />
        <span class="toolbar-word">Collect garbage</span>
      </button>
      <button
        type="button"
        class="button plain"
        disabled={!heap || busy.has('snapshot') || tab?.snapshot !== null}
        title={heap ? 'Take a heap snapshot' : needsAccess}
        onClick={actions.takeSnapshot}
      >
        <SnapshotIcon />
        <span class="toolbar-word">Heap snapshot</span>
      </button>
      <MoreMenu />
      <ObjectsButton objects={objects} available={heap} />
      <span class="toolbar-divider" />
      <ImportButton />
      <ExportMenu
        capture={state.shown.value}
        busy={busy.has('export')}
        onExport={actions.exportFile}
        onExportHeapprof={actions.exportHeapprof}
      />
      {recording && (
        <button
          type="button"
          class="button plain"
          aria-pressed={state.frozen.value}
          title="Hold the picture while data keeps coming"
          onClick={() => {
            state.frozen.value = !state.frozen.value;
          }}
        >
          <FreezeIcon />
          <span class="toolbar-word">Freeze</span>
        </button>
      )}
      <span class="toolbar-spacer" />
      <IsolatePicker />
      <Access />
    </div>
  );
}

interface ExportMenuProps {
  readonly capture: CaptureSummary | null;
  readonly busy: boolean;
  onExport(capture: CaptureSummary, file: CaptureFile): void;
  onExportHeapprof(capture: CaptureSummary): void;
}

function ExportMenu({ capture, busy, onExport, onExportHeapprof }: ExportMenuProps) {
  // The texts of scripts are part of what coverage and source lines show, and of the files made of them.
  const files = (capture?.files ?? []).filter(({ format }) => format !== 'sources');
  return (
    <Menu
      label="Export"
      icon={<ExportIcon />}
      disabled={busy || !capture || files.length === 0}
      title={files.length > 0 ? 'Save a file of the shown capture' : 'Files are there when a recording is stopped'}
      items={[
        ...files.map(file => ({
          label: file.isolate ? `${formatLabels[file.format]}, ${file.isolate}` : formatLabels[file.format],
          hint: formatBytes(file.bytes),
          run: () => capture && onExport(capture, file),
        })),
        ...(capture && hasHistory(capture) ? [{ label: heapprofLabel, run: () => onExportHeapprof(capture) }] : []),
      ]}
    />
  );
}

const heapprofLabel = 'Allocations for heapprof (.hpm, .hpd, .hpc)';

/** Whether it tells what was allocated and collected when. */
const hasHistory = ({ kind, instruments }: CaptureSummary): boolean =>
  kind === 'recording' && instruments.includes('allocation-sampling');

function Access() {
  const { state, actions } = usePanel();
  const connection = state.tab.value?.connection;
  if (connection?.kind === 'connected')
    return (
      <Menu
        label="Full access"
        title={`Connected to ${connection.browser} on port ${connection.port}`}
        items={[{ label: 'Disconnect', run: actions.disconnect }]}
      />
    );
  if (connection?.kind === 'connecting') return <span class="hint toolbar-access">Connecting …</span>;
  return (
    <button
      type="button"
      class="button plain"
      title="Shows the way to everything that V8 can tell"
      onClick={() => {
        state.wantsAccess.value = !state.wantsAccess.value;
      }}
    >
      Get full access
    </button>
  );
}
