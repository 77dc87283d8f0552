import { type Frame, sameFrame } from '../calltree/frame.ts';
import type { RawTraceLine } from './hpm.ts';

/**
 * A V8 frame as heapprof's file name and line. heapprof knows neither functions nor columns, without which all of a minified script
 * would be one line: they stand behind the address, `https://site/app.js#render,17`, with `%` and `#` of the name as in addresses.
 */
export function rawLineOf(frame: Frame): RawTraceLine {
  const { functionName, url, line, column } = frame;
  const plain = { filename: url, lineno: line };
  if (sameFrame(frame, frameOfRawLine(plain))) return plain;
  const name = functionName.replaceAll('%', '%25').replaceAll('#', '%23');
  return { filename: `${url}#${name},${column}`, lineno: line };
}

/** The frame of a line: what `rawLineOf` wrote, or a line of a file, named after it. */
export function frameOfRawLine({ filename, lineno }: RawTraceLine): Frame {
  const [, url, name, column] = /^([\s\S]*)#([^#]*),(\d+)$/.exec(filename) ?? [];
  if (url === undefined || name === undefined) return frameOfFile(filename, lineno);
  const functionName = name.replaceAll('%23', '#').replaceAll('%25', '%');
  return { functionName, url, line: lineno, column: Number(column) };
}

function frameOfFile(file: string, line: number): Frame {
  return { functionName: `${file.slice(file.lastIndexOf('/') + 1)}:${line}`, url: file, line, column: 0 };
}
