import type { CoverageRange, FunctionCoverage, ScriptCoverage } from '../coverage/script-coverage.ts';
import { type ByteReader, UnreadableBytes } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { CoverageRow } from './rows.ts';

type CoverageFields = Pick<CoverageRow, 'occasion' | 'scripts'>;

/** Occasion, then each script: its functions' names, kinds and numbers of ranges, then all their ranges as three columns. */
export function writeCoverage(to: ByteWriter, { occasion, scripts }: CoverageFields): void {
  to.text(occasion);
  to.count(scripts.length);
  for (const script of scripts) writeScript(to, script);
}

/** @throws UnreadableBytes when there is no whole coverage row at this place, or a range in it ends before it starts. */
export function readCoverage(from: ByteReader): CoverageFields {
  const occasion = from.text();
  const scripts: ScriptCoverage[] = [];
  const length = from.length();
  for (let i = 0; i < length; i++) scripts.push(readScript(from));
  return { occasion, scripts };
}

function writeScript(to: ByteWriter, { scriptId, url, functions }: ScriptCoverage): void {
  to.text(scriptId);
  to.text(url);
  to.count(functions.length);
  for (const { functionName } of functions) to.text(functionName);
  to.column(functions.map(({ isBlockCoverage }) => (isBlockCoverage ? 1 : 0)));
  to.column(functions.map(({ ranges }) => ranges.length));
  const ranges = functions.flatMap(({ ranges }) => ranges);
  to.count(ranges.length);
  to.column(ranges.map(({ startOffset }) => startOffset));
  to.column(ranges.map(({ endOffset }) => endOffset));
  to.column(ranges.map(({ count }) => count));
}

function readScript(from: ByteReader): ScriptCoverage {
  const scriptId = from.text();
  const url = from.text();
  const length = from.length();
  const names = Array.from({ length }, () => from.text());
  const isBlock = from.column(length, Uint32Array);
  const rangeCount = from.column(length, Uint32Array);
  const ranges = readRanges(from);
  const functions: FunctionCoverage[] = [];
  let at = 0;
  for (let i = 0; i < length; i++) {
    const end = at + (rangeCount[i] as number);
    if (end === at || end > ranges.length) throw new UnreadableBytes(`${end - at} ranges in a function`);
    functions.push({
      functionName: names[i] as string,
      ranges: ranges.slice(at, end),
      isBlockCoverage: isBlock[i] === 1,
    });
    at = end;
  }
  if (at !== ranges.length) throw new UnreadableBytes(`${ranges.length - at} ranges of no function`);
  return { scriptId, url, functions };
}

function readRanges(from: ByteReader): CoverageRange[] {
  const length = from.length();
  const start = from.column(length, Uint32Array);
  const end = from.column(length, Uint32Array);
  const count = from.column(length, Float64Array);
  return Array.from({ length }, (_, i) => {
    const range = { startOffset: start[i] as number, endOffset: end[i] as number, count: count[i] as number };
    if (range.endOffset < range.startOffset || !(range.count >= 0)) throw new UnreadableBytes('an impossible range');
    return range;
  });
}
