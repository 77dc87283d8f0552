import type { V8CallFrame } from '../calltree/frame.ts';
import type { FileShape, JsonObject } from './json-shape.ts';

/** Reads a place in the code; what older versions left out is "not known" as V8 writes it today. */
export function readCallFrame(shape: FileShape, value: unknown, where: string): V8CallFrame {
  const { functionName, scriptId, url, lineNumber, columnNumber }: JsonObject = shape.object(value, where);
  if (typeof functionName !== 'string') return shape.fail('a function name is missing', where);
  return {
    functionName,
    scriptId: String(scriptId ?? 0),
    url: typeof url === 'string' ? url : '',
    lineNumber: typeof lineNumber === 'number' ? lineNumber : -1,
    columnNumber: typeof columnNumber === 'number' ? columnNumber : -1,
  };
}
