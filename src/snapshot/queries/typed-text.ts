import type { SearchText } from './search.ts';

/** Text in any case, or `/a regular expression/`; one that is not valid is looked for as text. */
export function searchText(typed: string): SearchText {
  const [, source, flag] = /^\/(.+)\/(i?)$/.exec(typed) ?? [];
  if (source === undefined) return { text: typed };
  try {
    new RegExp(source);
    return { text: source, isRegex: true, matchCase: flag === '' };
  } catch {
    return { text: typed };
  }
}

/** The same as the source of a regular expression, whatever the case; undefined where nothing is typed. */
export function patternOf(typed: string): string | undefined {
  const wanted = typed.trim();
  if (wanted === '') return undefined;
  const { text, isRegex } = searchText(wanted);
  return isRegex ? text : text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
