import { isNested } from '../coverage/function-coverage.ts';
import type { FunctionCoverage, ScriptCoverage } from '../coverage/script-coverage.ts';
import type { ScriptSource } from '../coverage/script-source.ts';
import { FileShape } from './json-shape.ts';

export interface V8Coverage {
  readonly scripts: readonly ScriptCoverage[];
  /** Texts that stand beside the counts, as Puppeteer and Playwright write them. */
  readonly sources: readonly ScriptSource[];
}

/**
 * What Node writes into the folder `NODE_V8_COVERAGE`, and `c8 report` reads.
 * @param timestamp seconds of V8's own clock at which it told last; null where V8 gives none.
 */
export function writeV8Coverage(scripts: readonly ScriptCoverage[], timestamp: number | null): string {
  return JSON.stringify(timestamp === null ? { result: scripts } : { result: scripts, timestamp });
}

/**
 * Reads V8's coverage: as Node writes it (`{result, timestamp, "source-map-cache"}`), or a bare list of scripts with their texts beside
 * them, as Puppeteer (`rawScriptCoverage`, `text`) and Playwright (`functions`, `source`) hand it out.
 * @throws HeapscopeError `file-invalid`
 */
export function readV8Coverage(text: string, file: string): V8Coverage {
  const shape = new FileShape(file, 'coverage');
  const { result } = shape.parse(/^\s*\[/.test(text) ? `{"result":${text}}` : text);
  const scripts: ScriptCoverage[] = [];
  const sources: ScriptSource[] = [];
  shape.array(result, 'result').forEach((value, i) => {
    const where = `result[${i}]`;
    const entry = shape.object(value, where);
    const script = readScript(shape, entry['rawScriptCoverage'] ?? entry, where);
    const source = entry['source'] ?? entry['text'];
    scripts.push(script);
    if (typeof source !== 'string') return;
    sources.push({ scriptId: script.scriptId, url: script.url, line: 1, column: 1, text: source });
  });
  return { scripts, sources };
}

function readScript(shape: FileShape, value: unknown, where: string): ScriptCoverage {
  const { scriptId, url, functions } = shape.object(value, where);
  return {
    scriptId: shape.string(scriptId, `${where}.scriptId`),
    url: shape.string(url, `${where}.url`),
    functions: shape
      .array(functions, `${where}.functions`)
      .map((item, i) => readFunction(shape, item, `${where}.functions[${i}]`)),
  };
}

function readFunction(shape: FileShape, value: unknown, where: string): FunctionCoverage {
  const { functionName, ranges, isBlockCoverage } = shape.object(value, where);
  const coverage = {
    functionName: shape.string(functionName, `${where}.functionName`),
    ranges: shape.array(ranges, `${where}.ranges`).map((item, i) => {
      const { startOffset, endOffset, count } = shape.object(item, `${where}.ranges[${i}]`);
      return {
        startOffset: shape.count(startOffset, `${where}.ranges[${i}].startOffset`),
        endOffset: shape.count(endOffset, `${where}.ranges[${i}].endOffset`),
        count: shape.count(count, `${where}.ranges[${i}].count`),
      };
    }),
    isBlockCoverage: shape.boolean(isBlockCoverage, `${where}.isBlockCoverage`),
  };
  return isNested(coverage) ? coverage : shape.fail('the ranges do not lie within each other', `${where}.ranges`);
}
