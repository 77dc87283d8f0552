import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LogWriter } from '../../../background/recorder/log-writer.ts';
import { LibraryService } from '../../../background/relay/library-service.ts';
import { SyntheticSampling, syntheticUsage } from '../../../bench/support/synthetic-rows.ts';
import { type CaptureSummary, freshCapture } from '../../../src/captures/capture-summary.ts';
import { CaptureLibrary } from '../../../src/captures/library.ts';
import { BlockWriter, encodeBlock, encodeHeader, type LogMeta, readLog } from '../../../src/recording/log.ts';
import { defaultRecording } from '../../../src/recording/options.ts';
import type { Row } from '../../../src/recording/rows.ts';
import { epochMilliseconds, milliseconds } from '../../../src/units.ts';
import { generator } from '../../pages/widgets/synthetic-tree.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { MemoryStore } from '../../support/memory-store.ts';

const meta: LogMeta = {
  startedAt: epochMilliseconds(Date.UTC(2026, 10, 21)),
  options: defaultRecording,
  url: 'https://example.com/',
  title: 'Example',
};
const sampling = new SyntheticSampling(40);
const header = encodeHeader(meta);
const blocks: (readonly Row[])[] = Array.from({ length: 12 }, (_, i) => [
  i === 0 ? sampling.first() : sampling.next(),
  syntheticUsage(i * 1000),
]);
const encoded = blocks.map(encodeBlock);
const log = Buffer.concat([header, ...encoded]);
/** Where the header and each block end. */
const ends = [header.length];
for (const { length } of encoded) ends.push((ends.at(-1) ?? 0) + length);

const wholeBlocks = (length: number): number => ends.filter(end => end <= length).length - 1;
const rowsOf = (count: number): Row[] => blocks.slice(0, count).flat();
const startOfBlock = (index: number): number => ends[index] ?? 0;

describe('a log that is cut', () => {
  it('opens up to its last whole block, wherever in its last two blocks it is cut', () => {
    for (let length = startOfBlock(blocks.length - 2); length <= log.length; length++) opensUpTo(length);
  });

  it('opens up to its last whole block, cut at 1,000 places in no order', () => {
    const random = generator(20261121);
    const body = log.length - header.length;
    for (let cut = 0; cut < 1000; cut++) opensUpTo(header.length + Math.floor(random() * body));
  });

  it('is listed with the others when the browser ends, and says how much is missing', async () => {
    const random = generator(3);
    const store = new MemoryStore();
    const cuts = Array.from({ length: 200 }, () => Math.floor(random() * log.length));
    for (const [i, length] of cuts.entries()) leaveRunning(store, `cut-${i}`, log.subarray(0, length));
    const library = await afterRestart(store);
    const listed = await library.list();
    assert.equal(listed.length, cuts.length);
    for (const [i, length] of cuts.entries()) {
      const { state, duration } = (await library.find(`cut-${i}`)) ?? assert.fail();
      const missing = length - startOfBlock(wholeBlocks(length));
      const reason = state.kind === 'partial' ? state.reason : '';
      if (length < header.length) assert.match(reason, /not a readable Heapscope recording/, `cut at ${length}`);
      else {
        assert.equal(duration, rowsOf(wholeBlocks(length)).at(-1)?.time ?? 0, `cut at ${length}`);
        assert.match(
          reason,
          missing === 0
            ? /at most its last second is missing\.$/
            : /The last [\d.]+ (bytes|KB) of its log are not readable\.$/,
        );
      }
    }
  });

  function opensUpTo(length: number): void {
    const { rows, missing } = readLog(log.subarray(0, length));
    const whole = wholeBlocks(length);
    assert.deepEqual(rows, rowsOf(whole), `cut at ${length}`);
    assert.equal(missing, length - startOfBlock(whole), `cut at ${length}`);
  }
});

describe('a log with a damaged byte', () => {
  it('opens up to the block before, wherever the byte is', () => {
    const random = generator(7);
    for (let attempt = 0; attempt < 1000; attempt++) {
      const at = header.length + Math.floor(random() * (log.length - header.length));
      const damaged = Uint8Array.from(log);
      damaged[at] = (damaged[at] ?? 0) ^ (1 + Math.floor(random() * 255));
      const block = wholeBlocks(at);
      assert.deepEqual(readLog(damaged), { meta, rows: rowsOf(block), missing: log.length - startOfBlock(block) });
    }
  });
});

describe('the writer of a log', () => {
  it('writes a block every second, and sooner when it has 256 KB', async () => {
    const { clock, store, writer } = await startWriter();
    const rows: Row[] = [];
    const add = (row: Row) => {
      rows.push(row);
      writer.append(row);
    };
    const onDisk = () => readLog(store.content.get('a/recording.log') ?? new Uint8Array()).rows.length;
    add(syntheticUsage(0));
    assert.equal(onDisk(), 0);
    await clock.advance(milliseconds(1000));
    assert.equal(onDisk(), 1);

    const large = new SyntheticSampling(3000);
    add(large.first());
    const before = store.content.get('a/recording.log')?.length ?? 0;
    while (onDisk() === 1) add(large.next());
    const written = (store.content.get('a/recording.log')?.length ?? 0) - before;
    assert.ok(written >= 256 * 1024 && written < 300 * 1024, `${written} bytes`);
    writer.close();
    assert.deepEqual(readLog(store.content.get('a/recording.log') ?? new Uint8Array()), { meta, rows, missing: 0 });
  });

  it('ends on a full disk with what was written, whole', async () => {
    const { clock, store, writer, failures } = await startWriter();
    writer.append(syntheticUsage(0));
    await clock.advance(milliseconds(1000));
    store.quota = store.content.get('a/recording.log')?.length ?? 0;
    writer.append(syntheticUsage(1000));
    await clock.advance(milliseconds(1000));
    assert.deepEqual(failures, ['The disk space Chrome gives Heapscope is used up.']);

    store.quota = Infinity;
    writer.append(syntheticUsage(2000));
    writer.close();
    const { rows, missing } = readLog(store.content.get('a/recording.log') ?? new Uint8Array());
    assert.deepEqual({ rows, missing }, { rows: [syntheticUsage(0)], missing: 0 });
  });
});

describe('a row that cannot be written', () => {
  const torn = { ...new SyntheticSampling(10).first(), changedSelf: new Float64Array(1) };

  it('leaves nothing of itself in the block', () => {
    const block = new BlockWriter();
    block.add(syntheticUsage(0));
    assert.throws(() => block.add(torn), RangeError);
    block.add(syntheticUsage(500));
    const { rows, missing } = readLog(Buffer.concat([header, block.take()]));
    assert.deepEqual({ rows, missing }, { rows: [syntheticUsage(0), syntheticUsage(500)], missing: 0 });
  });

  it('ends the log with what came before it', async () => {
    const { store, writer, failures } = await startWriter();
    writer.append(syntheticUsage(0));
    writer.append(torn);
    writer.append(syntheticUsage(500));
    writer.close();
    assert.deepEqual(failures, ['Columns of one table differ in length.']);
    const { rows, missing } = readLog(store.content.get('a/recording.log') ?? new Uint8Array());
    assert.deepEqual({ rows, missing }, { rows: [syntheticUsage(0)], missing: 0 });
  });
});

async function startWriter() {
  const clock = new ManualClock();
  const store = new MemoryStore();
  const failures: string[] = [];
  const failed = (error: unknown) => failures.push((error as Error).message);
  const writer = new LogWriter(await store.create('a/recording.log'), clock, meta, failed);
  return { clock, store, writer, failures };
}

/** What a recorder that was killed leaves: a description that says it runs, and its log so far. */
function leaveRunning(store: MemoryStore, id: string, content: Uint8Array): void {
  const summary: CaptureSummary = {
    ...freshCapture,
    id,
    kind: 'recording',
    title: 'Example',
    host: 'example.com',
    url: 'https://example.com/',
    startedAt: meta.startedAt,
    duration: milliseconds(0),
    instruments: ['allocation-sampling', 'heap-usage'],
    options: defaultRecording,
    files: [],
    state: { kind: 'running' },
  };
  store.content.set(`${id}/capture.json`, new TextEncoder().encode(JSON.stringify(summary)));
  store.content.set(`${id}/recording.log`, content);
}

/** The library as the next relay finds and mends it. */
async function afterRestart(store: MemoryStore): Promise<CaptureLibrary> {
  const library = new CaptureLibrary(store);
  const service = new LibraryService({ library, store, clock: new ManualClock(), changed: async () => {} });
  await service.adoptLeftovers();
  return library;
}
