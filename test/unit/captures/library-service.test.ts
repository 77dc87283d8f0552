import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { LibraryService } from '../../../background/relay/library-service.ts';
import { type CaptureFile, type CaptureSummary, freshCapture } from '../../../src/captures/capture-summary.ts';
import { CaptureLibrary } from '../../../src/captures/library.ts';
import { encodeBlock, encodeHeader } from '../../../src/recording/log.ts';
import { defaultRecording } from '../../../src/recording/options.ts';
import { bytes, epochMilliseconds, milliseconds } from '../../../src/units.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { scripted } from '../history/random-history.ts';

const summary = (id: string): CaptureSummary => ({
  ...freshCapture,
  id,
  kind: 'snapshot',
  title: 'A page',
  host: 'example.com',
  url: 'https://example.com/',
  startedAt: epochMilliseconds(1),
  duration: milliseconds(1000),
  instruments: [],
  options: null,
  files: [],
  state: { kind: 'complete' },
});
const text = (value: string) => new TextEncoder().encode(value);

describe('what a person does with captures', () => {
  let store: MemoryStore;
  let library: CaptureLibrary;
  let service: LibraryService;
  let changes: number;

  beforeEach(() => {
    store = new MemoryStore();
    changes = 0;
    restart();
  });

  it('names and notes them; an empty name is none', async () => {
    await library.save(summary('a'));
    await service.rename('a', '  Leak ');
    await service.note('a', 'after login');
    assert.deepEqual([(await library.find('a'))?.name, (await library.find('a'))?.note], ['Leak', 'after login']);
    await service.rename('a', ' ');
    assert.equal((await library.find('a'))?.name, null);
    assert.equal(changes, 3);
  });

  it('deletes them for good only when that is purged, or when the background starts again', async () => {
    for (const id of ['back', 'purged', 'left', 'kept']) await library.save(summary(id));
    await service.remove(['back', 'purged', 'left']);
    await service.restore(['back']);
    await service.purge(['purged', 'kept']);
    assert.deepEqual((await store.folders()).sort(), ['back', 'kept', 'left']);
    restart();
    await service.adoptLeftovers();
    assert.deepEqual((await store.folders()).sort(), ['back', 'kept']);
  });

  it('does not delete what is being recorded', async () => {
    await library.save({ ...summary('a'), state: { kind: 'running' } });
    await service.remove(['a']);
    assert.equal((await library.list()).length, 1);
  });

  it('deletes on a full disk, too', async () => {
    await library.save(summary('a'));
    store.quota = 0;
    await service.remove(['a']);
    assert.deepEqual(await library.list(), []);
    await service.purge(['a']);
    assert.deepEqual(await store.folders(), []);
  });

  it('lists an imported file by its name, and an imported recording by its page and time', async () => {
    await service.adoptLeftovers();
    const meta = { startedAt: epochMilliseconds(77), options: defaultRecording, url: 'https://a.example/', title: 'A' };
    store.content.set('log/recording.log', encodeHeader(meta));
    store.content.set('profile/profile.cpuprofile', text('{}'));
    const file = (format: CaptureFile['format'], name: string) => ({ format, name, bytes: bytes(2), isolate: null });
    await service.adoptImport('log', file('heapscope-log', 'recording.log'), 'mine.heapscope');
    await service.adoptImport('profile', file('cpuprofile', 'profile.cpuprofile'), 'CPU-1.cpuprofile');
    const [log, profile] = [await library.find('log'), await library.find('profile')];
    assert.deepEqual(
      [log?.kind, log?.name, log?.origin, log?.host, log?.startedAt],
      ['recording', 'mine.heapscope', 'imported', 'a.example', 77],
    );
    assert.deepEqual([profile?.kind, profile?.name, profile?.state.kind], ['profile', 'CPU-1.cpuprofile', 'complete']);
    const { rows } = scripted([{ pause: 0, born: [{ node: 1, size: 8 }], deaths: [], roundings: [] }]);
    store.content.set(
      'elsewhere/recording.log',
      Buffer.concat([
        encodeHeader({ ...meta, url: '', options: { ...defaultRecording, sampling: null, usage: null } }),
        encodeBlock(rows),
      ]),
    );
    await service.adoptImport('elsewhere', file('heapscope-log', 'recording.log'), 'run.hpm');
    const elsewhere = await library.find('elsewhere');
    assert.deepEqual(
      [elsewhere?.instruments, elsewhere?.host],
      [['allocation-sampling'], ''],
      'its rows say what it is of',
    );
    const missing = service.adoptImport('nowhere', file('cpuprofile', 'profile.cpuprofile'), 'a');
    await assert.rejects(missing, { code: 'capture-missing' });
  });

  it('clears away what was never finished when the background starts', async () => {
    await library.save(summary('whole'));
    store.content.set('whole/capture.json.part', text('{"id"'));
    store.content.set('import/import.part', text('{"nod'));
    store.content.set('snapshot/profile.heapsnapshot.part', text('{"snap'));
    restart();
    const whileAPanelMayStillWrite = [...store.content.keys()];
    store.changedAt = new ManualClock().now();
    await service.adoptLeftovers();
    assert.deepEqual([...store.content.keys()], whileAPanelMayStillWrite);
    store.changedAt = epochMilliseconds(0);
    await service.adoptLeftovers();
    assert.deepEqual([...store.content.keys()], ['whole/capture.json']);
  });

  function restart(): void {
    library = new CaptureLibrary(store);
    const changed = async () => {
      changes += 1;
    };
    service = new LibraryService({ library, store, clock: new ManualClock(), changed });
  }
});
