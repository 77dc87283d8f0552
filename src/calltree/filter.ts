import type { CallTree } from './call-tree.ts';
import { type Frame, frameLabel } from './frame.ts';
import { subsetOf } from './subset.ts';

/**
 * A test for frames from what a person typed: text, looked for in any case, or a regular expression between slashes (`/^render/i`).
 * It looks at function name and URL. An expression that is not valid, as while it is typed, is looked for as text. Null when empty.
 */
export function frameFilter(text: string): ((frame: Frame) => boolean) | null {
  const wanted = text.trim();
  if (wanted === '') return null;
  const expression = regularExpression(wanted);
  if (expression) return frame => expression.test(frameLabel(frame)) || expression.test(frame.url);
  const lower = wanted.toLowerCase();
  return frame => frameLabel(frame).toLowerCase().includes(lower) || frame.url.toLowerCase().includes(lower);
}

/**
 * What stands on a path through a matching frame: the matches, all below them, and their ancestors.
 * An ancestor is there only to show the way, so that its own weight is left out: `total` is the weight at and below matches.
 * Empty text is the tree itself.
 */
export function filterTree(tree: CallTree, text: string): CallTree {
  const matches = frameFilter(text);
  if (!matches) return tree;

  // 1. Downwards: matches and everything below them. The root stays in any case but matches nothing.
  const frameMatches = Uint8Array.from(tree.frames, frame => Number(matches(frame)));
  const counts = new Uint8Array(tree.nodeCount);
  for (let node = 1; node < tree.nodeCount; node++) {
    counts[node] =
      (counts[tree.parent[node] as number] as number) | (frameMatches[tree.frame[node] as number] as number);
  }
  // 2. Upwards: their ancestors.
  const kept = counts.slice();
  for (let node = tree.nodeCount - 1; node > 0; node--) {
    if (kept[node]) kept[tree.parent[node] as number] = 1;
  }

  // 3. The kept nodes as a tree of their own.
  return subsetOf(tree, kept, counts);
}

/** Whether text stands between slashes as a regular expression does, but is none. */
export function isFaultyExpression(text: string): boolean {
  const wanted = text.trim();
  return betweenSlashes.test(wanted) && regularExpression(wanted) === null;
}

const betweenSlashes = /^\/(.+)\/([imsu]*)$/;

function regularExpression(text: string): RegExp | null {
  const [, source, flags] = betweenSlashes.exec(text) ?? [];
  if (source === undefined) return null;
  try {
    return new RegExp(source, flags);
  } catch {
    return null;
  }
}
