import type { FunctionCoverage, ScriptCoverage } from '../../../src/coverage/script-coverage.ts';

/**
 * A script from a drawing: one function a line, its name (`-` for none) and its ranges as `start-end:count`.
 * A name with `()` behind it has no blocks.
 */
export function scriptOf(url: string, drawing: string, scriptId = '7'): ScriptCoverage {
  const lines = drawing.split('\n').map(line => line.trim());
  return { scriptId, url, functions: lines.filter(Boolean).map(functionOf) };
}

function functionOf(line: string): FunctionCoverage {
  const [name = '', ...ranges] = line.split(/\s+/);
  return {
    functionName: name.replace(/^-|\(\)$/g, ''),
    isBlockCoverage: !name.endsWith('()'),
    ranges: ranges.map(range => {
      const [startOffset = 0, endOffset = 0, count = 0] = range.split(/[-:]/).map(Number);
      return { startOffset, endOffset, count };
    }),
  };
}

/** The drawing of a script, as lines. */
export function pictureOf({ functions }: ScriptCoverage): string[] {
  return functions.map(({ functionName, isBlockCoverage, ranges }) => {
    const name = `${functionName || '-'}${isBlockCoverage ? '' : '()'}`;
    return [name, ...ranges.map(range => `${range.startOffset}-${range.endOffset}:${range.count}`)].join(' ');
  });
}
