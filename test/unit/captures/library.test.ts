import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CaptureSummary, freshCapture } from '../../../src/captures/capture-summary.ts';
import { CaptureLibrary } from '../../../src/captures/library.ts';
import { encodeBlock, encodeHeader } from '../../../src/recording/log.ts';
import { defaultRecording } from '../../../src/recording/options.ts';
import { bytes, epochMilliseconds, milliseconds } from '../../../src/units.ts';
import { MemoryStore } from '../../support/memory-store.ts';

function summary(id: string, startedAt = 1): CaptureSummary {
  return {
    ...freshCapture,
    id,
    kind: 'recording',
    title: 'A page',
    host: 'example.com',
    url: 'https://example.com/',
    startedAt: epochMilliseconds(startedAt),
    duration: milliseconds(1000),
    instruments: ['heap-usage', 'allocation-sampling'],
    options: defaultRecording,
    files: [{ format: 'heapprofile', name: 'profile.heapprofile', bytes: bytes(12), isolate: null }],
    state: { kind: 'complete' },
  };
}
const text = (value: string) => new TextEncoder().encode(value);
const ids = (captures: readonly CaptureSummary[]) => captures.map(({ id }) => id);

describe('the library', () => {
  it('lists captures as they were saved, the newest first, also when it is opened again', async () => {
    const store = new MemoryStore();
    const library = new CaptureLibrary(store);
    const [old, between, young] = [summary('old', 1), summary('between', 2), summary('new', 3)];
    for (const capture of [old, young, between]) await library.save(capture);
    assert.deepEqual(await library.list(), [young, between, old]);
    assert.deepEqual(await new CaptureLibrary(store).list(), [young, between, old]);
    assert.deepEqual(await library.find('old'), old);
    assert.equal(await library.find('nowhere'), null);
  });

  it('keeps what the user changed when a recorder saves what it knows', async () => {
    const store = new MemoryStore();
    const library = new CaptureLibrary(store);
    await library.save({ ...summary('a'), state: { kind: 'running' } });
    await library.change('a', { name: 'Before the fix', note: 'logged in' });
    await library.save(summary('a'));
    const { name, note, state } = (await new CaptureLibrary(store).find('a')) ?? summary('');
    assert.deepEqual({ name, note, state }, { name: 'Before the fix', note: 'logged in', state: { kind: 'complete' } });
  });

  it('brings a removed capture back until it is purged', async () => {
    const store = new MemoryStore();
    const library = new CaptureLibrary(store);
    await library.save(summary('a'));
    await library.change('a', { removed: true });
    assert.deepEqual([ids(await library.list()), ids(await library.listRemoved())], [[], ['a']]);
    await library.change('a', { removed: false });
    assert.deepEqual(ids(await library.list()), ['a']);
    await library.purge('a');
    assert.deepEqual([await library.list(), [...store.content.keys()]], [[], []]);
    await assert.rejects(library.change('a', { name: 'b' }), { code: 'capture-missing' });
  });

  it('reads summaries of the version before, which knew less', async () => {
    const store = new MemoryStore();
    const { name: _, note: __, origin: ___, removed: ____, ...old } = summary('a');
    store.content.set('a/capture.json', text(JSON.stringify(old)));
    assert.deepEqual(await new CaptureLibrary(store).find('a'), summary('a'));
  });
});

describe('a damaged library', () => {
  it('lists what is whole, whatever lies beside it', async () => {
    const store = new MemoryStore();
    await new CaptureLibrary(store).save(summary('whole'));
    store.content.set('cut/capture.json', text('{"id":"cut","fil'));
    store.content.set('empty/recording.log', text(''));
    store.content.set('being made/profile.heapsnapshot.part', text('{"snapshot":'));
    store.content.set('copied/capture.json', text(JSON.stringify(summary('whole', 2))));
    store.content.set('odd/capture.json', text('null'));
    store.content.set('locked/capture.json', text(''));
    const read = store.read.bind(store);
    store.read = path => (path.startsWith('locked') ? Promise.reject(new Error('in use')) : read(path));
    assert.deepEqual(ids(await new CaptureLibrary(store).list()), ['whole']);
  });

  it('describes a recording again from its log, and other captures from their files', async () => {
    const store = new MemoryStore();
    const meta = { startedAt: epochMilliseconds(77), options: defaultRecording, url: 'https://a.example/', title: 'A' };
    const mark = encodeBlock([{ kind: 'mark', time: milliseconds(1500), mark: 'note', text: '' }]);
    store.content.set('log/recording.log', new Uint8Array([...encodeHeader(meta), ...mark, ...mark.subarray(0, 9)]));
    store.content.set('log/capture.json', text('{"id":'));
    store.content.set('header/recording.log', text('HSLOG'));
    store.content.set('file/profile.heapsnapshot', text('{}'));
    const library = new CaptureLibrary(store);
    const log = await library.find('log');
    assert.deepEqual([log?.title, log?.host, log?.startedAt, log?.duration], ['A', 'a.example', 77, 1500]);
    assert.deepEqual(log?.instruments, ['allocation-sampling', 'heap-usage']);
    assert.match(reasonOf(log), /made again from its files\. The last 9 bytes of its log are not readable\.$/);
    assert.match(reasonOf(await library.find('header')), /it does not begin like one/);
    assert.equal((await library.find('file'))?.kind, 'snapshot');
  });

  it('hides no capture on a full disk, where its description cannot be written', async () => {
    const store = new MemoryStore();
    const library = new CaptureLibrary(store);
    await library.save({ ...summary('a'), state: { kind: 'running' } });
    store.quota = 0;
    await assert.rejects(library.save(summary('a')), { code: 'storage-full' });
    assert.equal((await library.find('a'))?.state.kind, 'complete');
    assert.equal((await new CaptureLibrary(store).find('a'))?.state.kind, 'running', 'the one before is still whole');
  });
});

function reasonOf(capture: CaptureSummary | null): string {
  return capture?.state.kind === 'partial' ? capture.state.reason : '';
}
