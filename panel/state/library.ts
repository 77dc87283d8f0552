import { batch, effect, type Signal, signal } from '@preact/signals';
import type { CaptureSummary } from '../../src/captures/capture-summary.ts';
import { errorFromReport, reportOf } from '../../src/errors/heapscope-error.ts';
import { withHeapprofSets } from '../../src/formats/heapprof-set.ts';
import type { ImportedFile } from '../analysis/import-file.ts';
import type { ImportSource } from '../analysis/import-into-library.ts';
import type { Outcome } from '../outcome.ts';
import type { SendCommand } from './background-client.ts';
import { errorNotice, type PanelState } from './panel-state.ts';
import { readStorage, type StorageFigures } from './storage.ts';

/** What a person does with captures. */
export interface Library {
  /** What was deleted last and can still be brought back; empty when there is nothing. */
  readonly deleted: Signal<readonly CaptureSummary[]>;
  /** The name of the file that is being imported; null when none is. */
  readonly importing: Signal<string | null>;
  /** Null until it is known. */
  readonly storage: Signal<StorageFigures | null>;
  rename(capture: CaptureSummary, name: string): void;
  note(capture: CaptureSummary, note: string): void;
  remove(captures: readonly CaptureSummary[]): void;
  undoRemove(): void;
  /** One after the other, files of one heapprof recording together; the last one that could be read is shown. */
  importFiles(files: readonly File[]): Promise<void>;
}

export interface LibraryHost {
  readonly state: Pick<PanelState, 'captures' | 'picked' | 'notice' | 'tab' | 'comparedWith' | 'coverage'>;
  readonly send: SendCommand;
  /** Runs in the analysis worker. */
  importFile(source: ImportSource): Promise<Outcome<ImportedFile>>;
  readonly storage: StorageManager;
}

/** How long a deletion can be undone, in milliseconds. */
const undoFor = 30_000;

export function createLibrary({ state, send, importFile, storage }: LibraryHost): Library {
  const deleted = signal<readonly CaptureSummary[]>([]);
  const importing = signal<string | null>(null);
  const figures = signal<StorageFigures | null>(null);
  let purging: ReturnType<typeof setTimeout> | undefined;

  const guarded = async (task: () => Promise<unknown>) => {
    try {
      await task();
    } catch (error) {
      state.notice.value = errorNotice(error);
    }
  };
  const idsOf = (captures: readonly CaptureSummary[]) => captures.map(({ id }) => id);
  const lookAtStorage = () =>
    readStorage(storage).then(
      found => {
        figures.value = found;
      },
      () => {
        // Where the browser does not tell, nothing is shown.
      },
    );
  const purge = () => {
    const captureIds = idsOf(deleted.value);
    deleted.value = [];
    void guarded(() => send('purge-captures', { captureIds }).then(lookAtStorage));
  };
  const importOne = async (source: ImportSource) => {
    importing.value = nameOf(source);
    const outcome = await importFile(source);
    if (!outcome.ok) throw errorFromReport(outcome.error);
    await send('adopt-import', outcome.value);
    // Who opens a file wants to see what is in it, not how it differs from what something else was compared with.
    batch(() => {
      state.comparedWith.value = null;
      state.coverage.comparedWith.value = null;
      state.picked.value = outcome.value.captureId;
    });
  };

  effect(() => {
    void state.captures.value;
    void lookAtStorage();
  });
  // A recording is what nobody wants to lose. Chrome asks nobody: it says yes or no.
  let asked = false;
  effect(() => {
    if (asked || !state.tab.value?.recording) return;
    asked = true;
    void storage.persist().then(lookAtStorage, () => {});
  });

  return {
    deleted,
    importing,
    storage: figures,
    rename: ({ id }, name) => void guarded(() => send('rename-capture', { captureId: id, name })),
    note: ({ id }, note) => void guarded(() => send('note-capture', { captureId: id, note })),
    remove: captures =>
      void guarded(async () => {
        await send('remove-captures', { captureIds: idsOf(captures) });
        deleted.value = [...deleted.value, ...captures];
        clearTimeout(purging);
        purging = setTimeout(purge, undoFor);
      }),
    undoRemove: () => {
      clearTimeout(purging);
      const captureIds = idsOf(deleted.value);
      deleted.value = [];
      void guarded(() => send('restore-captures', { captureIds }));
    },
    importFiles: async files => {
      const failures: unknown[] = [];
      const imported: string[] = [];
      for (const source of withHeapprofSets(files)) {
        try {
          await importOne(source);
          imported.push(nameOf(source));
        } catch (error) {
          failures.push(error);
        }
      }
      importing.value = null;
      const [failure] = failures;
      if (failure !== undefined) state.notice.value = failuresNotice(failures);
      else if (imported.length > 0) state.notice.value = { level: 'info', sentence: importedSentence(imported) };
    },
  };
}

const nameOf = (source: ImportSource): string => (source instanceof File ? source.name : source.stem);

function importedSentence(names: readonly string[]): string {
  return `Imported ${names.length > 3 ? `${names.length} files` : new Intl.ListFormat('en').format(names)}.`;
}

/** All sentences, with the advice of the first. */
function failuresNotice(failures: readonly unknown[]) {
  const reports = failures.map(reportOf);
  const sentence = reports.map(report => report.sentence).join(' ');
  const notice = errorNotice(failures[0]);
  return notice.level === 'error' ? { ...notice, error: { ...notice.error, sentence } } : notice;
}
