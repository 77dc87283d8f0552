/** A program: `snapshot-engine.mjs FILE` opens a snapshot with Heapscope's engine and prints what it took and found. */
import { statSync } from 'node:fs';
import { aggregate } from '../../src/snapshot/classes/aggregate.ts';
import { openSnapshot } from '../../src/snapshot/open-snapshot.ts';
import type { Stage } from '../../src/snapshot/progress.ts';
import { chunksOf } from './snapshot-chunks.ts';
import { hubTimes } from './snapshot-hubs.ts';
import type { OwnOpening } from './snapshot-opening.ts';

const file = process.argv[2] ?? '';
const stages: { stage: Stage; at: number }[] = [];
const onProgress = ({ stage }: { stage: Stage }) => {
  if (stages.at(-1)?.stage !== stage) stages.push({ stage, at: performance.now() });
};

const cpuBefore = process.cpuUsage();
const start = performance.now();
const chunks = chunksOf(file);
const snapshot = await openSnapshot(chunks, { file, byteLength: statSync(file).size }, { onProgress });
const { graph, classes } = snapshot;
const rows = aggregate(graph, classes);
const end = performance.now();
const { user, system } = process.cpuUsage(cpuBefore);

const peakMegabytes = process.resourceUsage().maxRSS / 1024;

const opening: OwnOpening = {
  milliseconds: end - start,
  cpuMilliseconds: (user + system) / 1000,
  peakMegabytes,
  nodes: graph.snapshot.nodeCount,
  edges: graph.snapshot.edgeCount,
  classes: rows
    .map(({ key, count, shallowSize, retainedSize }) => [key, count, shallowSize, retainedSize].join())
    .sort(),
  stages: stages.map(({ stage, at }, i) => ({ stage, milliseconds: (stages[i + 1]?.at ?? end) - at })),
  hubs: hubTimes(snapshot),
};
process.stdout.write(JSON.stringify(opening));
