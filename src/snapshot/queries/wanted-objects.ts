import type { ObjectQuery } from './object-query.ts';
import { patternOf } from './typed-text.ts';

/** What objects have to be like, as a person says it; empty texts and 0 leave out nothing. */
export interface WantedObjects {
  /** Name of the class: text or `/regular expression/`. */
  readonly className: string;
  /** Name of at least one property, variable or slot: text or `/regular expression/`. */
  readonly property: string;
  /** As the file has it: `object`, `closure`, `string`, … */
  readonly type: string;
  /** Bytes. */
  readonly leastRetainedSize: number;
}

/** The query for objects that a person wants; those of no size are not listed. */
export function queryFor({ className, property, type, leastRetainedSize }: WantedObjects): ObjectQuery {
  return {
    className: patternOf(className),
    property: patternOf(property),
    type: type || undefined,
    leastShallowSize: 1,
    leastRetainedSize,
  };
}
