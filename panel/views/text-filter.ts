import { frameFilter } from '../../src/calltree/filter.ts';

/** A test for texts from what a person typed: text in any case, or `/a regular expression/`. Everything passes an empty one. */
export function textFilter(typed: string): (text: string) => boolean {
  const matches = frameFilter(typed);
  return text => matches?.({ functionName: text, url: '', line: 0, column: 0 }) ?? true;
}
