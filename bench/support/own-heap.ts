import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { fileURLToPath } from 'node:url';
import ts from 'typescript-5';
import { SamplingDiffer } from '../../src/instruments/sampling-differ.ts';
import { defaultSampling } from '../../src/recording/options.ts';
import type { SamplingRow } from '../../src/recording/rows.ts';
import { isolateIndex, milliseconds } from '../../src/units.ts';

/** Syntax trees that are kept at a time. */
const kept = 4;

/**
 * Records this very process with V8's sampling heap profiler, as the extension records a page, while the TypeScript compiler parses,
 * checks and prints a program again and again.
 * @returns one row per poll.
 */
export async function recordThisProcess(polls: number): Promise<SamplingRow[]> {
  const session = new Session();
  session.connect();
  const differ = new SamplingDiffer();
  const { interval: samplingInterval, stackDepth } = defaultSampling;
  await session.post('HeapProfiler.enable');
  await session.post('HeapProfiler.startSampling', { samplingInterval, stackDepth });
  const file = fileURLToPath(new URL('../../node_modules/typescript-5/lib/lib.dom.d.ts', import.meta.url));
  const text = readFileSync(file, 'utf8').slice(0, 300_000);
  const trees: ts.SourceFile[] = [];
  const rows: SamplingRow[] = [];
  for (let poll = 0; poll < polls; poll++) {
    trees.push(ts.createSourceFile(`${poll}.d.ts`, text, ts.ScriptTarget.Latest, true));
    if (trees.length > kept) trees.shift();
    if (poll % 10 === 0) ts.transpileModule(text.slice(0, 50_000), {});
    const { profile } = await session.post('HeapProfiler.getSamplingProfile');
    rows.push({
      kind: 'allocation-sampling',
      isolate: isolateIndex(0),
      time: milliseconds(poll * 500),
      pollDuration: milliseconds(10),
      // The types of Node leave out the samples.
      ...differ.difference(profile as Parameters<SamplingDiffer['difference']>[0]),
    });
  }
  await session.post('HeapProfiler.stopSampling');
  session.disconnect();
  return rows;
}
