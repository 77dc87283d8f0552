import type { ScriptSource } from '../coverage/script-source.ts';
import { FileShape } from '../formats/json-shape.ts';
import type { IsolateIndex } from '../units.ts';
import { isolateIndex } from '../units.ts';

/** The texts of scripts that a recording speaks of. */
export const sourcesFile = 'sources.json';

export interface IsolateScriptSource extends ScriptSource {
  readonly isolate: IsolateIndex;
}

/** @throws HeapscopeError `file-invalid` */
export function readSources(text: string): IsolateScriptSource[] {
  const shape = new FileShape(sourcesFile, 'script texts');
  return shape.array(shape.parseAny(text), 'the top').map((value, i) => {
    const where = `[${i}]`;
    const { isolate, scriptId, url, line, column, text: content } = shape.object(value, where);
    return {
      isolate: isolateIndex(shape.count(isolate, `${where}.isolate`)),
      scriptId: shape.string(scriptId, `${where}.scriptId`),
      url: shape.string(url, `${where}.url`),
      line: shape.count(line, `${where}.line`),
      column: shape.count(column, `${where}.column`),
      text: shape.string(content, `${where}.text`),
    };
  });
}

export function writeSources(sources: readonly IsolateScriptSource[]): string {
  return JSON.stringify(sources);
}
