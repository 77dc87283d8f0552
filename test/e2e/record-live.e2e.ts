import assert from 'node:assert/strict';
import { open, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { readCpuProfile } from '../../src/formats/cpuprofile.ts';
import { readHeapProfile } from '../../src/formats/heapprofile.ts';
import { headLength, readSnapshotHeader, type SnapshotHeader } from '../../src/formats/snapshot-header.ts';
import { rowsChannelName } from '../../src/messages/contract.ts';
import type { InstrumentKind } from '../../src/recording/rows.ts';
import { functionsInTree, totalInTree } from '../support/call-tree.ts';
import { rowInMemoryPanel, rowInPerformancePanel } from '../support/chrome-panels.ts';
import { type Judgement, judge } from '../support/oracle/judge.ts';
import type { Panel } from '../support/panel.ts';
import { allocatedBelow, selfTime } from '../support/profile-figures.ts';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const planted = 300_000;
const samplingInterval = 4096;
/** A function beside those of the page, at the top of the tree; half a megabyte is sampled for sure. */
const keepArrays =
  'setTimeout(function keepArrays() { globalThis.arrays = Array.from({ length: 2000 }, () => new Array(64).fill(1)); })';
const instruments = ['Allocation sampling', 'Allocation timeline', 'CPU profile', 'Heap usage'];

const session = await openSession();
after(session.close);
const { page, panel } = await session.inspect('known-amounts/');
/** The exported files, by extension. */
const files = new Map<string, string>();

describe('recording the open tab', () => {
  it('shows the function that leaks while the page runs', async () => {
    await panel.connect(session.port);
    await panel.choose({ on: instruments, interval: samplingInterval });
    await panel.record();
    await page.evaluate('startPlanting()');
    await page.evaluate(keepArrays);
    await panel.press('tab', 'Tree');
    // The other has its place at once, and this one passes it as it grows.
    await until(
      'both functions in their order',
      async () => {
        const order = (await functionsInTree(panel)).filter(name => name === 'leakNodes' || name === 'keepArrays');
        return order.join() === 'leakNodes,keepArrays';
      },
      60,
    );
  });

  it('goes on with every update, and keeps filter and selection', async () => {
    await panel.press('gridcell', 'leakNodes');
    await panel.fill('searchbox', 'Filter functions', 'leakNodes');
    await panel.gone('gridcell', 'keepArrays');
    const earlier = await panel.status();
    await until('another status', async () => (await panel.status()) !== earlier);
    assert.deepEqual(await selectedFunctions(panel), ['leakNodes']);
    assert.ok(!(await functionsInTree(panel)).includes('keepArrays'));
    await panel.fill('searchbox', 'Filter functions', '');
    await panel.find('gridcell', 'keepArrays');
    assert.deepEqual(await selectedFunctions(panel), ['leakNodes']);
  });

  it('shows the figures and the heaviest stack of a function of the list', async () => {
    await panel.press('tab', 'Functions');
    await panel.press('gridcell', 'leakNodes');
    await until('the details of leakNodes', async () => {
      const details = await panel.find('complementary', 'Details');
      const text = await details.evaluate(element => element.textContent ?? '');
      return /^leakNodes.*Self.*Total.*Heaviest stack.*leakNodes.*known-amounts\.js/s.test(text);
    });
    await panel.press('tab', 'Tree');
    await panel.find('gridcell', 'leakNodes');
  });

  it('holds the picture while it is frozen, though data keeps coming', async () => {
    await panel.press('button', 'Freeze');
    const picture = async () => [await panel.status(), await panel.rows('Call tree')];
    // What was on its way to the panel still comes. The next row may come at once, the one after it not within the time of an update.
    const frozen = await until('a picture that stays', async () => {
      const before = await picture();
      await rowsHaveCome(panel, 'cpu-profile', 2);
      return isDeepStrictEqual(await picture(), before) && before;
    });
    await rowsHaveCome(panel, 'cpu-profile', 2);
    assert.deepEqual(await picture(), frozen);
    await panel.press('button', 'Freeze');
    await until('another status', async () => (await panel.status()) !== frozen[0]);
  });

  it('saves each file of each capture under the host, the time and its format', async () => {
    await page.waitForFunction(`plantedSoFar() === ${planted}`, { timeout: 60_000 });
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record', 120);
    for (const format of ['heapprofile', 'cpuprofile', 'heaptimeline']) files.set(format, await panel.saved(format));
    await panel.press('button', 'Heap snapshot');
    await panel.press('button', /^Snapshot/, 120);
    files.set('heapsnapshot', await panel.saved('heapsnapshot'));
    const host = new URL(session.pages).host.replace(':', '-');
    for (const [format, file] of files) {
      assert.equal(dirname(file), session.downloads);
      assert.match(basename(file), new RegExp(`^${host}-\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d\\.${format}$`));
    }
  });
});

describe('what was recorded', () => {
  let snapshot: Judgement;
  before(async () => {
    snapshot = await judge(fileOf('heapsnapshot'));
  });

  it('is what was planted, in the tree and in the .heapprofile, within five times the error of sampling', async () => {
    const leaked = snapshot.classes.find(({ name }) => name === 'LeakedNode');
    assert.equal(leaked?.count, planted);
    const profile = readHeapProfile(await readFile(fileOf('heapprofile'), 'utf8'), 'the export');
    const { bytes, samples } = allocatedBelow(profile, 'leakNodes');
    const tolerance = 5 / Math.sqrt(samples);
    const deviation = Math.abs(bytes / leaked.shallowSize - 1);
    assert.ok(deviation < tolerance, `${bytes} of ${leaked.shallowSize} bytes in ${samples} samples`);
    await panel.press('button', /^Recording/);
    await panel.press('tab', 'Tree');
    await until('what the file says', async () => (await totalInTree(panel, 'leakNodes')) === Math.round(bytes));
  });

  it('is a whole CPU profile in which the busy function stands out', async () => {
    const profile = readCpuProfile(await readFile(fileOf('cpuprofile'), 'utf8'), 'the export');
    const { nodes, samples = [], timeDeltas = [], startTime, endTime } = profile;
    const ids = new Set(nodes.map(({ id }) => id));
    assert.equal(ids.size, nodes.length);
    assert.ok(samples.every(id => ids.has(id)));
    const covered = timeDeltas.reduce((sum, delta) => sum + delta, 0) / (endTime - startTime);
    assert.ok(covered > 0.98 && covered <= 1, `the samples cover ${covered} of the profile`);
    const ofPage = selfTime(profile, ({ url }) => url.endsWith('known-amounts.js'));
    const burnt = selfTime(profile, ({ functionName }) => functionName === 'burnCpu');
    assert.ok(burnt > 50_000 && burnt > ofPage / 3, `burnCpu took ${burnt} of ${ofPage} µs`);
  });

  it("gives Chrome's own engine every object of the timeline", async () => {
    const timeline = await judge(fileOf('heaptimeline'));
    assert.deepEqual(
      { nodeCount: timeline.nodeCount, totalSize: timeline.totalSize },
      await counted(fileOf('heaptimeline')),
    );
    assert.ok(timeline.nodeCount > planted);
  });

  it('shows the objects of its timeline beside its functions', async () => {
    await panel.press('button', /^Recording/);
    await panel.press('tab', 'Allocated objects');
    await panel.fill('searchbox', 'Filter classes', 'LeakedNode');
    await panel.find('gridcell', new RegExp(`^LeakedNode ×${planted.toLocaleString('en-US')}$`), 60);
    await panel.press('tab', 'Tree');
  });

  it('has the structure of a snapshot that is taken without Heapscope', async () => {
    const exported = await headerOf(fileOf('heapsnapshot'));
    assert.equal(snapshot.nodeCount, exported.nodeCount);
    const direct = readSnapshotHeader(await directSnapshot(), 'a direct snapshot');
    assert.deepEqual(exported.fields, direct.fields);
    assert.deepEqual(exported.nodeTypes, direct.nodeTypes);
    assert.deepEqual(exported.edgeTypes, direct.edgeTypes);
    assert.ok(Math.abs(exported.nodeCount / direct.nodeCount - 1) < 0.02);
  });

  it("opens in Chrome's own Memory and Performance panels", async () => {
    assert.match(await rowInMemoryPanel(panel.devtools, fileOf('heapprofile'), 'leakNodes'), /^\d+\.\d\sMB/);
    assert.match(await rowInPerformancePanel(panel.devtools, fileOf('cpuprofile'), 'burnCpu'), /^\d+\.\d\sms/);
  });
});

function fileOf(format: string): string {
  const file = files.get(format);
  assert.ok(file, `no .${format} was saved`);
  return file;
}

/** Settles when the recorder has published so many rows of an instrument, whatever the panel shows. */
async function rowsHaveCome(shown: Panel, kind: InstrumentKind, count: number): Promise<void> {
  await shown.frame.evaluate(
    (name, wanted, many) =>
      new Promise<void>(resolve => {
        const channel = new BroadcastChannel(name);
        let missing = many;
        channel.onmessage = ({ data }) => {
          for (const row of data.rows) if (row.kind === wanted) missing--;
          if (missing > 0) return;
          channel.close();
          resolve();
        };
      }),
    rowsChannelName,
    kind,
    count,
  );
}

async function selectedFunctions(shown: Panel): Promise<string[]> {
  const tree = await shown.find('treegrid', 'Call tree');
  return await tree.$$eval('[role="row"][aria-selected="true"] [role="gridcell"]:first-child', cells =>
    cells.map(cell => cell.textContent ?? ''),
  );
}

/** The figures of a snapshot file, counted here without any engine. */
async function counted(file: string): Promise<{ nodeCount: number; totalSize: number }> {
  const { snapshot, nodes } = JSON.parse(await readFile(file, 'utf8')) as {
    snapshot: { node_count: number; meta: { node_fields: string[] } };
    nodes: number[];
  };
  const { node_count: nodeCount, meta } = snapshot;
  const width = meta.node_fields.length;
  const size = meta.node_fields.indexOf('self_size');
  let totalSize = 0;
  for (let at = size; at < nodes.length; at += width) totalSize += nodes[at] ?? 0;
  assert.equal(nodes.length, nodeCount * width);
  return { nodeCount, totalSize };
}

async function headerOf(file: string): Promise<SnapshotHeader> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headLength), 0, headLength, 0);
    return readSnapshotHeader(buffer.toString('utf8', 0, bytesRead), file);
  } finally {
    await handle.close();
  }
}

/** The first characters of a snapshot that puppeteer takes of the same page. */
async function directSnapshot(): Promise<string> {
  const client = await page.createCDPSession();
  const chunks: string[] = [];
  client.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await client.send('HeapProfiler.takeHeapSnapshot', { captureNumericValue: true });
  await client.detach();
  return chunks.join('').slice(0, headLength);
}
