import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { importFile } from '../../../panel/analysis/import-file.ts';
import { importHeapprof } from '../../../panel/analysis/import-heapprof.ts';
import type { ImportTarget } from '../../../panel/analysis/import-target.ts';
import { bundleEnd } from '../../../src/captures/bundle.ts';
import { HeapscopeError } from '../../../src/errors/heapscope-error.ts';
import { writeClasses } from '../../../src/formats/classes.ts';
import { writeDetached } from '../../../src/formats/detached.ts';
import { writeHpd } from '../../../src/formats/hpd.ts';
import { writeHpm } from '../../../src/formats/hpm.ts';
import { historyOf } from '../../../src/recording/history/history.ts';
import { HistoryReader } from '../../../src/recording/history/reader.ts';
import { encodeHeader, readLog } from '../../../src/recording/log.ts';
import { defaultRecording } from '../../../src/recording/options.ts';
import { bytes, epochMilliseconds, milliseconds } from '../../../src/units.ts';
import { sample } from '../formats/sample.ts';

const snapshot = `{"snapshot":${JSON.stringify({
  meta: {
    node_fields: ['type', 'name', 'id', 'self_size', 'edge_count'],
    node_types: [['object'], 'string', 'number', 'number', 'number'],
    edge_fields: ['type', 'name_or_index', 'to_node'],
    edge_types: [['element'], 'string_or_number', 'node'],
  },
  node_count: 0,
  edge_count: 0,
})},\n"nodes":[],"edges":[],"strings":[]}`;
const meta = { startedAt: epochMilliseconds(1), options: defaultRecording, url: '', title: '' };
const cpuProfile = sample('chromium-156.cpuprofile');

describe('importing a file', () => {
  it('knows it by its content, and stores it as it is', async () => {
    const coverage = '{"result":[{"scriptId":"1","url":"a.js","functions":[]}],"timestamp":1}';
    const cases: [content: string | Uint8Array<ArrayBuffer>, name: string, stored: string][] = [
      [sample('chromium-156.heapprofile'), 'a.json', 'profile.heapprofile'],
      [cpuProfile, 'b.txt', 'profile.cpuprofile'],
      [snapshot, 'c.heapsnapshot', 'profile.heapsnapshot'],
      [snapshot, 'd.heaptimeline', 'profile.heaptimeline'],
      [coverage, 'coverage-1-2.json', 'profile.coverage'],
      [encodeHeader(meta), 'e.heapscope', 'recording.log'],
      [writeClasses([{ name: 'Node', count: 3 }]), 'f.json', 'classes.json'],
      [writeDetached({ treeCount: 0, nodeCount: 0, nodes: [] }), 'g.json', 'detached.json'],
    ];
    for (const [content, name, stored] of cases) {
      const file = new File([content], name);
      const { target, written } = memoryTarget();
      const imported = await importFile(file, target);
      assert.deepEqual(imported, {
        captureId: 'new',
        file: { format: imported.file.format, name: stored, bytes: file.size, isolate: null },
        fileName: name,
      });
      assert.deepEqual(await written.get(stored)?.text(), await file.text(), name);
    }
  });

  it('takes a whole recording apart again', async () => {
    const log = encodeHeader(meta);
    const files = [
      { name: 'profile.cpuprofile', bytes: bytes(cpuProfile.length) },
      { name: 'sources.jsonl', bytes: bytes(0) },
      { name: 'profile-2.heaptimeline', bytes: bytes(snapshot.length) },
    ];
    const whole = [log, cpuProfile, snapshot, bundleEnd(bytes(log.length), files)];
    const { target, written } = memoryTarget();
    const { file } = await importFile(new File(whole, 'a.heapscope'), target);
    assert.deepEqual([file.name, file.bytes], ['recording.log', log.length]);
    assert.deepEqual(new Uint8Array((await written.get('recording.log')?.arrayBuffer()) ?? []), log);
    assert.equal(await written.get('profile.cpuprofile')?.text(), cpuProfile);
    assert.equal(await written.get('profile-2.heaptimeline')?.text(), snapshot);

    for (const [name, problem] of [
      ['../capture.json', /is no file of a recording/],
      ['capture.json', /is no file of a recording/],
    ] as const) {
      const end = bundleEnd(bytes(log.length), [{ name, bytes: bytes(0) }]);
      const refused = importFile(new File([log, end], 'a.heapscope'), memoryTarget().target);
      await assert.rejects(refused, { code: 'file-invalid', message: problem });
    }
    const short = bundleEnd(bytes(log.length), files);
    await assert.rejects(importFile(new File([log, short], 'a'), memoryTarget().target), { message: /do not fill it/ });
  });

  it('unpacks gzip', async () => {
    const { target, written } = memoryTarget();
    await importFile(new File([gzipSync(cpuProfile)], 'a.cpuprofile.gz'), target);
    assert.equal(await written.get('profile.cpuprofile')?.text(), cpuProfile);
  });

  it('refuses what is none or not whole in one sentence, and leaves nothing behind', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024, `${snapshot.slice(0, -1)},`));
    const cases: [content: string | Uint8Array<ArrayBuffer>, sentence: RegExp][] = [
      ['', /: it is empty/],
      ['<html>', /begins like none that is known/],
      [cpuProfile.slice(0, -100), /it is not whole JSON/],
      [cpuProfile.replace('"samples":[', '"samples":[99999999,'), /a\.bin is not a readable cpuprofile file: there/],
      [snapshot.slice(0, -2), /it is cut off at byte \d+/],
      [encodeHeader(meta).slice(0, -3), /the header is cut off/],
      [gzipSync(cpuProfile).subarray(0, 300), /it cannot be unpacked/],
      [bomb, /grows to more than 200 times its size/],
    ];
    for (const [content, message] of cases) {
      const { target, written } = memoryTarget();
      await assert.rejects(importFile(new File([content], 'a.bin'), target), { code: 'file-invalid', message });
      assert.deepEqual([...written], [], String(message));
    }
  });

  it('leaves nothing behind on a full disk', async () => {
    const { target, written } = memoryTarget(100);
    await assert.rejects(importFile(new File([cpuProfile], 'a'), target), { code: 'storage-full' });
    assert.deepEqual([...written], []);
  });
});

describe('importing a recording of heapprof', () => {
  const startedAt = epochMilliseconds(1_700_000_000_250);
  const hpm = writeHpm({ startedAt, samplingRate: [], traces: [[{ filename: 'server.py', lineno: 120 }]] });
  const events = { time: Float64Array.of(0, 2e6), trace: Uint32Array.of(1, 1), size: Float64Array.of(3000, -3000) };
  const hpd = writeHpd(events);
  const pair = { stem: 'run', hpm: new File([hpm], 'run.hpm'), hpd: new File([hpd], 'run.hpd') };

  it('makes it a recording, with its start and every moment', async () => {
    const { target, written } = memoryTarget();
    const imported = await importHeapprof(pair, target);
    const log = new Uint8Array((await written.get('recording.log')?.arrayBuffer()) ?? []);
    assert.deepEqual(imported, {
      captureId: 'new',
      file: { format: 'heapscope-log', name: 'recording.log', bytes: log.length, isolate: null },
      fileName: 'run.hpm',
    });
    const { meta, rows, missing } = readLog(log);
    assert.deepEqual([meta.startedAt, meta.title, missing], [startedAt, 'run', 0]);
    const history = new HistoryReader(historyOf(rows, 'all'), { startedAt, sampling: null });
    const live = [0, 1999, 2000].map(time => history.liveBytesAt(milliseconds(time)));
    assert.deepEqual(live, [3000, 3000, 0]);
    const { tree } = history.flameGraphAt(milliseconds(0));
    assert.deepEqual(
      [...tree.frame].map(frame => tree.frames[frame]?.functionName),
      ['(root)', 'server.py:120'],
    );
  });

  it('asks for the file that is missing', async () => {
    for (const [part, missing] of [
      [{ ...pair, hpd: null }, 'run.hpd'],
      [{ ...pair, hpm: null }, 'run.hpm'],
      [{ stem: 'run', hpm: null, hpd: null }, 'run.hpm and run.hpd'],
    ] as const) {
      const { target, written } = memoryTarget();
      const message = `run is a recording of heapprof, which is two files: ${missing} was not chosen with it.`;
      await assert.rejects(importHeapprof(part, target), { code: 'heapprof-incomplete', message });
      assert.deepEqual([...written], []);
    }
  });

  it('refuses files that are something else, and leaves nothing behind', async () => {
    for (const [part, message] of [
      [{ ...pair, hpm: new File(['HSLOG and more'], 'run.hpm') }, /run\.hpm is not a readable heapprof metadata file/],
      [{ ...pair, hpd: new File(['{'], 'run.hpd') }, /run\.hpd is not a readable heapprof data file/],
    ] as const) {
      const { target, written } = memoryTarget();
      await assert.rejects(importHeapprof(part, target), { code: 'file-invalid', message });
      assert.deepEqual([...written], []);
    }
  });
});

/** A folder that is gone with the test. */
function memoryTarget(quota = Infinity): { target: ImportTarget; written: Map<string, Blob> } {
  const written = new Map<string, Blob>([['part', new Blob()]]);
  const content = async () => written.get('part') ?? new Blob();
  const target: ImportTarget = {
    captureId: 'new',
    write(piece) {
      const before = written.get('part') ?? new Blob();
      if (before.size + piece.length > quota) throw new HeapscopeError('storage-full');
      written.set('part', new Blob([before, piece]));
    },
    content,
    async extract(name, part) {
      written.set(name, part);
    },
    async shorten(size) {
      written.set('part', (await content()).slice(0, size));
    },
    async finish(name) {
      written.set(name, await content());
      written.delete('part');
    },
    discard: async () => written.clear(),
  };
  return { target, written };
}
