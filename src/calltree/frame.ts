/**
 * A place in the code: what stands on one line of a stack.
 * Normalised once at import: `line` and `column` are 1-based, 0 means "not known" (V8 writes 0-based, -1 for none).
 */
export interface Frame {
  readonly functionName: string;
  /** Script URL as V8 gives it; empty for native frames and the root. */
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

/** The shape V8 gives a place in a profile (`Runtime.CallFrame`), 0-based. */
export interface V8CallFrame {
  readonly functionName: string;
  readonly scriptId: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

export function frameFromV8(callFrame: V8CallFrame): Frame {
  return {
    functionName: callFrame.functionName,
    url: callFrame.url,
    line: callFrame.lineNumber + 1,
    column: callFrame.columnNumber + 1,
  };
}

/** What a person reads; V8 leaves anonymous functions without a name. */
export function frameLabel(frame: Frame): string {
  return frame.functionName || '(anonymous)';
}

export function sameFrame(a: Frame, b: Frame): boolean {
  return a.line === b.line && a.column === b.column && a.functionName === b.functionName && a.url === b.url;
}
