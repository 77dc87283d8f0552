import type { ScriptCoverage } from '../coverage/script-coverage.ts';
import { type ScriptSource, sourceOf } from '../coverage/script-source.ts';
import { segmentsOf, usedRanges } from '../coverage/segments.ts';

/**
 * What the Export button of DevTools' Coverage panel writes: for each script with a URL, what of it ran at all, and its text (null when it is
 * not known). DevTools puts the scripts of one HTML document into one entry with the document's text; here each has its own.
 */
export function writeDevToolsCoverage(scripts: readonly ScriptCoverage[], sources: readonly ScriptSource[]): string {
  const entries = scripts
    .filter(({ url }) => url !== '')
    .map(script => ({
      url: script.url,
      ranges: usedRanges(segmentsOf(script)),
      text: sourceOf(script, sources)?.text ?? null,
    }));
  return JSON.stringify(entries, undefined, 2);
}
