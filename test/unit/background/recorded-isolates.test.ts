import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { IsolateRecorder } from '../../../background/recorder/isolate-recorder.ts';
import { RecordedIsolates } from '../../../background/recorder/recorded-isolates.ts';
import type { IsolateWatcher, TabIsolate, TabIsolates } from '../../../background/targets/tab-isolates.ts';

const isolate = (id: string) => ({ name: { id, kind: 'worker', name: id, url: '' } }) as TabIsolate;

it('an isolate that appears while the recording starts joins it once', async () => {
  const [page, early, late] = [isolate('page'), isolate('early'), isolate('late')];
  const present = [page, early];
  let watcher: IsolateWatcher | null = null;
  const isolates = {
    page,
    present,
    watch: (added: IsolateWatcher) => {
      watcher = added;
      return () => {};
    },
    holdNew: async (hold: boolean) => {
      if (!hold) return;
      present.push(late);
      await watcher?.appeared(late);
    },
  } as unknown as TabIsolates;
  const joined: string[] = [];
  const recorded = new RecordedIsolates(isolates, {
    recorderOf: of =>
      ({
        isolate: of,
        start: async () => {},
        startWhatCan: async () => {},
        stop: async () => [],
      }) as unknown as IsolateRecorder,
    moved: (index, change, { id }) => joined.push(`${index} ${id} ${change}`),
    hotScripts: () => new Set(),
  });
  await recorded.start();
  assert.deepEqual(joined, ['0 page joined', '1 late joined', '2 early joined']);
});
