import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ImportedFile } from '../../../panel/analysis/import-file.ts';
import type { Outcome } from '../../../panel/outcome.ts';
import type { SendCommand } from '../../../panel/state/background-client.ts';
import { createLibrary } from '../../../panel/state/library.ts';
import { createPanelState, type PanelState } from '../../../panel/state/panel-state.ts';
import { reportOf } from '../../../src/errors/heapscope-error.ts';
import { defaultRecording } from '../../../src/recording/options.ts';

test('an imported file is shown by itself, whatever was compared before', async () => {
  const state = createPanelState(1, { port: 9222, options: defaultRecording });
  state.comparedWith.value = 'base';
  state.coverage.comparedWith.value = 'base';
  const library = libraryOf(state, true);
  await library.importFiles([new File([], 'new.heapprofile')]);
  assert.equal(state.picked.value, 'imported');
  assert.deepEqual([state.comparedWith.value, state.coverage.comparedWith.value], [null, null]);
});

test('a file that cannot be read changes nothing of what is shown', async () => {
  const state = createPanelState(1, { port: 9222, options: defaultRecording });
  state.comparedWith.value = 'base';
  await libraryOf(state, false).importFiles([new File([], 'none.heapprofile')]);
  assert.deepEqual([state.picked.value, state.comparedWith.value], [null, 'base']);
});

/** A library that can read every file, or none. */
function libraryOf(state: PanelState, reads: boolean) {
  const send = (async () => null) as unknown as SendCommand;
  const storage = {
    estimate: async () => ({}),
    persisted: async () => true,
    persist: async () => true,
  } as unknown as StorageManager;
  const imported = { captureId: 'imported' } as unknown as ImportedFile;
  const importFile = async (): Promise<Outcome<ImportedFile>> =>
    reads ? { ok: true, value: imported } : { ok: false, error: reportOf(new Error('cannot be read')) };
  return createLibrary({ state, send, importFile, storage });
}
