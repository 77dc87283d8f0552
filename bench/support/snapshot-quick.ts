/** A program: `snapshot-quick.mjs FILE` makes the summary of a snapshot that keeps no object, and prints what it took and found. */
import { statSync } from 'node:fs';
import { summarize } from '../../src/snapshot/summary/summarize.ts';
import { chunksOf } from './snapshot-chunks.ts';
import type { QuickSummary } from './snapshot-opening.ts';

const file = process.argv[2] ?? '';
const start = performance.now();
const { nodeCount, edgeCount, classes } = await summarize(chunksOf(file), { file, byteLength: statSync(file).size });

const summary: QuickSummary = {
  milliseconds: performance.now() - start,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
  nodes: nodeCount,
  edges: edgeCount,
  classes: classes.length,
};
process.stdout.write(JSON.stringify(summary));
