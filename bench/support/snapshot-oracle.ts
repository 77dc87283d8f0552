// @ts-nocheck: the front end's sources are not made to be type-checked from outside.
/** A program: `snapshot-oracle.mjs FILE` opens a snapshot with Chrome DevTools' own engine and prints what it took and found. */
import { MessageChannel } from 'node:worker_threads';
import * as HeapSnapshot from 'devtools-front-end/entrypoints/heap_snapshot_worker/HeapSnapshot.js';
import { HeapSnapshotLoader } from 'devtools-front-end/entrypoints/heap_snapshot_worker/HeapSnapshotLoader.js';
import * as Model from 'devtools-front-end/models/heap_snapshot/HeapSnapshotModel.js';
import { chunksOf } from './snapshot-chunks.ts';

const [file] = process.argv.slice(2);
// What it says of nodes that cannot be reached is nothing to wait for.
console.warn = () => {};

const cpuBefore = process.cpuUsage();
const start = performance.now();
const loader = new HeapSnapshotLoader({ sendEvent() {} });
const utf8 = new TextDecoder();
for await (const chunk of chunksOf(file)) loader.write(utf8.decode(chunk, { stream: true }));
loader.close();
await loader.parsingComplete;
const parsed = performance.now();
const { port1, port2 } = new MessageChannel();
new HeapSnapshot.SecondaryInitManager(port2);
const snapshot = await loader.buildSnapshot(port1);
const built = performance.now();
const aggregates = snapshot.aggregatesWithFilter(new Model.NodeFilter());
const end = performance.now();
const { user, system } = process.cpuUsage(cpuBefore);

const opening = {
  milliseconds: end - start,
  cpuMilliseconds: (user + system) / 1000,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
  nodes: snapshot.nodeCount,
  edges: snapshot.containmentEdges.length / snapshot.edgeFieldsCount,
  classes: Object.entries(aggregates)
    .map(([key, { count, self, maxRet }]) => [key, count, self, maxRet].join())
    .sort(),
  stages: [
    { stage: 'parsing', milliseconds: parsed - start },
    { stage: 'building', milliseconds: built - parsed },
    { stage: 'counting classes', milliseconds: end - built },
  ],
};
process.stdout.write(JSON.stringify(opening), () => process.exit(0));
