import type { OpenSnapshot } from '../open-snapshot.ts';

/** What a detector thinks of an object that came and stayed. */
export type Verdict = 'leak' | 'no leak' | 'unsure';

/** One reason why an object is a leak, or why it is none. */
export interface LeakDetector {
  /** As it stands in reports. */
  readonly name: string;
  /** Why what it judges is a leak, or is none: one sentence. */
  readonly reason: string;
  /** Looks at a snapshot once; the answer judges its nodes by their ordinal. */
  prepare(open: OpenSnapshot): (node: number) => Verdict;
}
