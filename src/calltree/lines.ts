import type { CpuLines } from '../recording/isolate-figures.ts';
import { frameFilter } from './filter.ts';

/** Source lines in descending number of CPU samples, one row per line of a script. */
export interface LineTable {
  /** Number of rows. */
  readonly count: number;
  /** Samples of all rows together. */
  readonly whole: number;
  /** For each row, the index of its script's address in `urls`. */
  readonly url: Uint32Array;
  readonly urls: readonly string[];
  /** For each row, the line, from 1. */
  readonly line: Uint32Array;
  /** For each row, the samples that V8 took while that line ran. */
  readonly ticks: Float64Array;
  /** For each row, the function with most of them. */
  readonly functionName: readonly string[];
}

interface LineRow {
  readonly url: number;
  readonly line: number;
  ticks: number;
  functionName: string;
  most: number;
}

/**
 * Sums samples by source line over all given isolates. Lines of native code, which has no source, are left out.
 * @param filter as of `frameFilter`: what it does not match is left out, too.
 */
export function linesOf(parts: readonly CpuLines[], filter: string): LineTable {
  const matches = frameFilter(filter);
  const urls = new Map<string, number>();
  const rows = new Map<string, LineRow>();
  for (const { frame: frameOf, frames, ticks } of parts) {
    for (let i = 0; i < ticks.node.length; i++) {
      const frame = frames[frameOf[ticks.node[i] as number] as number];
      if (!frame?.url || (matches && !matches(frame))) continue;
      const url = urls.get(frame.url) ?? urls.size;
      urls.set(frame.url, url);
      addTo(rows, url, ticks.line[i] as number, frame.functionName, ticks.count[i] as number);
    }
  }
  const sorted = [...rows.values()].sort((a, b) => b.ticks - a.ticks || a.url - b.url || a.line - b.line);
  return {
    count: sorted.length,
    whole: sorted.reduce((sum, { ticks }) => sum + ticks, 0),
    url: Uint32Array.from(sorted, row => row.url),
    urls: [...urls.keys()],
    line: Uint32Array.from(sorted, row => row.line),
    ticks: Float64Array.from(sorted, row => row.ticks),
    functionName: sorted.map(row => row.functionName),
  };
}

function addTo(rows: Map<string, LineRow>, url: number, line: number, functionName: string, ticks: number): void {
  const key = `${url}:${line}`;
  const row = rows.get(key) ?? { url, line, ticks: 0, functionName, most: 0 };
  row.ticks += ticks;
  if (ticks > row.most) Object.assign(row, { functionName, most: ticks });
  rows.set(key, row);
}
