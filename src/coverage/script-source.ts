import { lengthOf } from './merged-script.ts';
import type { ScriptCoverage } from './script-coverage.ts';

/** The text of a script as V8 ran it. */
export interface ScriptSource {
  readonly scriptId: string;
  readonly url: string;
  /** Where the text begins in the document of the URL, from 1: a script within HTML begins further down. */
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** The text a script's offsets count in; null when none is known. A page that was loaded again has it under another id. */
export function sourceOf(script: ScriptCoverage, sources: readonly ScriptSource[]): ScriptSource | null {
  const length = lengthOf(script);
  const fits = ({ url, text }: ScriptSource) => url === script.url && (length === null || text.length === length);
  const own = sources.find(source => source.scriptId === script.scriptId && fits(source));
  return own ?? (length !== null && script.url ? (sources.find(fits) ?? null) : null);
}
