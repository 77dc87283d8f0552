import type { ScriptSource } from '../coverage/script-source.ts';
import { FileShape } from '../formats/json-shape.ts';
import { type IsolateIndex, isolateIndex } from '../units.ts';

/** The texts of the scripts that a recording speaks of: one per line, as JSON, written as they come. */
export const sourcesFile = 'sources.jsonl';

export interface IsolateScriptSource extends ScriptSource {
  readonly isolate: IsolateIndex;
}

/** One line of the file. */
export function sourceLine(source: IsolateScriptSource): string {
  return `${JSON.stringify(source)}\n`;
}

/** The texts up to the last whole line: what follows was cut off. @throws HeapscopeError `file-invalid` */
export function readSources(content: string): IsolateScriptSource[] {
  const shape = new FileShape(sourcesFile, 'script texts');
  const lines = content.split('\n').slice(0, -1);
  return lines.map((line, i) => {
    const where = `line ${i + 1}`;
    const { isolate, scriptId, url, line: firstLine, column, text } = shape.parse(line);
    return {
      isolate: isolateIndex(shape.count(isolate, `isolate in ${where}`)),
      scriptId: shape.string(scriptId, `scriptId in ${where}`),
      url: shape.string(url, `url in ${where}`),
      line: shape.count(firstLine, `line in ${where}`),
      column: shape.count(column, `column in ${where}`),
      text: shape.string(text, `text in ${where}`),
    };
  });
}
