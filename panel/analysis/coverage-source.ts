import { lineStarts } from '../../src/coverage/lines.ts';
import type { ScriptSource } from '../../src/coverage/script-source.ts';
import type { SourceText } from './coverage-contract.ts';

/** Characters of a row: a minified script is one line of a million. */
const longestRow = 400;

/** Cuts a text into rows: its lines, the long ones into several. */
export function sourceText({ url, text, line: firstLine }: ScriptSource): SourceText {
  const rowStart: number[] = [];
  const rowLine: number[] = [];
  const starts = lineStarts(text);
  starts.forEach((start, line) => {
    const end = starts[line + 1] ?? text.length;
    for (let at = start; at === start || at < end; at += longestRow) {
      rowStart.push(at);
      rowLine.push(line + firstLine);
    }
  });
  return { url, text, rowStart: Uint32Array.from(rowStart), rowLine: Uint32Array.from(rowLine) };
}
