import { executions, ownRange } from '../coverage/function-coverage.ts';
import { lineOf, lineStarts } from '../coverage/lines.ts';
import type { CoverageRange, ScriptCoverage } from '../coverage/script-coverage.ts';
import { type ScriptSource, sourceOf } from '../coverage/script-source.ts';

/**
 * LCOV's tracefile, with the figures that `c8 report --reporter=lcovonly` has for the same counts: a line ran as often as the innermost
 * range that covers all of it, and every block is a branch. Lines need the text: a script whose text is not known is left out.
 */
export function writeLcov(scripts: readonly ScriptCoverage[], sources: readonly ScriptSource[]): string {
  return scripts
    .map(script => {
      const source = script.url ? sourceOf(script, sources) : null;
      return source ? record(script, source) : '';
    })
    .join('');
}

function record(script: ScriptCoverage, source: ScriptSource): string {
  const text = source.text.trimEnd();
  const starts = lineStarts(text);
  const lineAt = (offset: number) => firstLine(starts, text, offset) + source.line;
  const functions = script.functions.filter(({ functionName }) => functionName !== '');
  const branches = script.functions.filter(({ isBlockCoverage }) => isBlockCoverage).flatMap(({ ranges }) => ranges);
  const counts = lineCounts(script, starts, text);
  return [
    'TN:',
    `SF:${pathOf(script.url)}`,
    ...functions.map(coverage => `FN:${lineAt(ownRange(coverage).startOffset)},${coverage.functionName}`),
    `FNF:${functions.length}`,
    `FNH:${functions.filter(coverage => executions(coverage) > 0).length}`,
    ...functions.map(coverage => `FNDA:${executions(coverage)},${coverage.functionName}`),
    ...Array.from(counts, (count, line) => `DA:${line + source.line},${count}`),
    `LF:${counts.length}`,
    `LH:${counts.filter(count => count > 0).length}`,
    ...branches.map(({ startOffset, count }, i) => `BRDA:${lineAt(startOffset)},${i},0,${count}`),
    `BRF:${branches.length}`,
    `BRH:${branches.filter(({ count }) => count > 0).length}`,
    'end_of_record\n',
  ].join('\n');
}

/** For each line, how often it ran; a line that no range covers wholly counts as run once. */
function lineCounts({ functions }: ScriptCoverage, starts: Uint32Array, text: string): Float64Array {
  const counts = new Float64Array(starts.length).fill(1);
  for (const { startOffset, endOffset, count } of functions.flatMap(({ ranges }): readonly CoverageRange[] => ranges)) {
    const first = firstLine(starts, text, startOffset);
    for (let line = first; line < starts.length && (starts[line] as number) <= endOffset; line++) {
      if ((starts[line] as number) >= startOffset && endOfLine(starts, text, line) <= endOffset) counts[line] = count;
    }
  }
  return counts;
}

/** The line, from 0, in which a range begins; one that begins with a line break begins in the line after. */
function firstLine(starts: Uint32Array, text: string, offset: number): number {
  const line = lineOf(starts, offset);
  return offset >= endOfLine(starts, text, line) ? Math.min(line + 1, starts.length - 1) : line;
}

/** Where the line's text ends, without its line break. */
function endOfLine(starts: Uint32Array, text: string, line: number): number {
  const next = starts[line + 1];
  if (next === undefined) return text.length;
  return text[next - 2] === '\r' ? next - 2 : next - 1;
}

/** A path may hold a "%" that encodes nothing: then it stands as it is. */
function pathOf(url: string): string {
  if (!url.startsWith('file://') || !URL.canParse(url)) return url;
  const { pathname } = new URL(url);
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
