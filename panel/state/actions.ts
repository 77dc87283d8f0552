import type { CaptureFile, CaptureSummary } from '../../src/captures/capture-summary.ts';
import { errorFromReport } from '../../src/errors/heapscope-error.ts';
import type { ExportedFile, Notice, PageName } from '../../src/messages/contract.ts';
import type { CoverageFormat } from '../analysis/coverage-file.ts';
import { formatBytes } from '../widgets/format.ts';
import type { AnalysisState } from './analysis-client.ts';
import type { SendCommand } from './background-client.ts';
import { errorNotice, type PanelState } from './panel-state.ts';

/** What a person can do. Each action is a command to the background; its outcome shows in the state. */
export interface Actions {
  connect(): void;
  disconnect(): void;
  openSettings(): void;
  toggleRecording(): void;
  /** Records from the first script of the page on. */
  reloadAndRecord(): void;
  countClasses(): void;
  findDetachedDom(): void;
  takeBestEffortCoverage(): void;
  collectGarbage(): void;
  takeSnapshot(): void;
  exportFile(capture: CaptureSummary, file: CaptureFile): void;
  exportCoverage(capture: CaptureSummary, format: CoverageFormat): void;
  /** Exports the history of the shown recording as heapprof's three files. */
  exportHeapprof(capture: CaptureSummary): void;
  /** Exports a text that a view has made of a capture. @param extension ends the name of the file. */
  exportText(capture: CaptureSummary, text: string, extension: string): void;
}

/** What ends the name of each file of coverage. */
const coverageExtensions: Record<CoverageFormat, string> = {
  coverage: 'coverage.json',
  'coverage-devtools': 'devtools-coverage.json',
  lcov: 'info',
};

export function createActions(
  state: PanelState,
  send: SendCommand,
  inspectedPage: () => Promise<PageName>,
  files: Pick<AnalysisState, 'makeCoverageFile' | 'makeHeapprofFiles' | 'makeTextFile'>,
): Actions {
  const { tabId } = state;

  const run = async (name: string, task: () => Promise<unknown>) => {
    if (state.busy.value.has(name)) return;
    state.busy.value = new Set([...state.busy.value, name]);
    state.notice.value = null;
    try {
      await task();
    } catch (error) {
      state.notice.value = errorNotice(error);
    } finally {
      state.busy.value = new Set([...state.busy.value].filter(other => other !== name));
    }
  };

  const startRecording = async (reload: boolean) => {
    const page = await inspectedPage();
    state.picked.value = null;
    state.frozen.value = false;
    await send('start-recording', { tabId, options: state.options.value, page, reload });
  };

  return {
    connect: () => {
      const port = state.port.value;
      if (port !== null) void run('connect', () => send('connect', { tabId, port }));
    },
    disconnect: () => void run('disconnect', () => send('disconnect', {})),
    openSettings: () => void run('settings', () => send('open-debugging-settings', {})),
    toggleRecording: () =>
      void run('record', () =>
        state.tab.value?.recording ? send('stop-recording', { tabId }) : startRecording(false),
      ),
    reloadAndRecord: () => void run('record', () => startRecording(true)),
    collectGarbage: () => void run('collect-garbage', () => send('collect-garbage', { tabId })),
    takeSnapshot: () =>
      void run('snapshot', async () => {
        await send('take-snapshot', { tabId, page: await inspectedPage(), isolate: isolateOf(state) });
        state.picked.value = null;
      }),
    countClasses: () => void run('classes', async () => send('count-classes', { tabId, page: await inspectedPage() })),
    findDetachedDom: () =>
      void run('detached', async () => send('detached-dom', { tabId, page: await inspectedPage() })),
    takeBestEffortCoverage: () =>
      void run('coverage', async () =>
        send('best-effort-coverage', { tabId, page: await inspectedPage(), isolate: isolateOf(state) }),
      ),
    exportFile: (capture, file) =>
      void run('export', async () => {
        const saved = await send('export', { captureId: capture.id, file: file.name });
        state.notice.value = savedNotice(saved);
      }),
    exportCoverage: (capture, format) =>
      void run('export', async () => {
        const folder = await files.makeCoverageFile(format);
        if (folder === null) return;
        const extension = coverageExtensions[format];
        state.notice.value = savedNotice(await send('export-made', { captureId: capture.id, folder, extension }));
      }),
    exportHeapprof: ({ id: captureId }) =>
      void run('export', async () => {
        const made = await files.makeHeapprofFiles();
        if (!made.ok) throw errorFromReport(made.error);
        if (!made.value) return;
        const saved: ExportedFile[] = [];
        for (const extension of ['hpm', 'hpd', 'hpc'] as const)
          saved.push(await send('export-made', { captureId, folder: made.value[extension], extension }));
        state.notice.value = savedNotice(...saved);
      }),
    exportText: (capture, text, extension) =>
      void run('export', async () => {
        const folder = await files.makeTextFile(text);
        state.notice.value = savedNotice(await send('export-made', { captureId: capture.id, folder, extension }));
      }),
  };
}

function savedNotice(...files: readonly ExportedFile[]): Notice {
  const paths = new Intl.ListFormat('en').format(files.map(({ path }) => path));
  const size = files.reduce((sum, { bytes }) => sum + bytes, 0);
  return { level: 'info', sentence: `Saved ${paths} (${formatBytes(size)}).` };
}

/** The isolate that was picked, as long as it is there; null is the page. */
function isolateOf(state: PanelState): string | null {
  const picked = state.isolate.value;
  return picked !== null && state.tab.value?.isolates.some(({ id }) => id === picked) ? picked : null;
}
