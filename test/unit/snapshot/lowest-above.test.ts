import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LowestAbove } from '../../../src/snapshot/graph/lowest-above.ts';

/** Numbers from 0 to 1 that are the same each time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What a walk up the tree finds: the lowest of `semi` from `join` up to, but without, those numbered less than `known`. */
function walkedUp(join: number, known: number, over: readonly number[], semi: readonly number[]): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (let at = join; at >= known; at = over[at] ?? 0) lowest = Math.min(lowest, semi[at] ?? 0);
  return lowest;
}

/** Trees of joins: a path, a star, and what lies between; and semidominators that fall, rise, are the same, and are any. */
const trees = {
  'a path': (join: number) => join - 1,
  'a star': () => 1,
  'a tree of short ways': (join: number, next: () => number) => Math.max(1, Math.floor(next() * join)),
  'a tree of long ways': (join: number, next: () => number) => Math.max(1, join - 1 - Math.floor(next() ** 4 * 10)),
};
const semidominators = {
  'that fall on the way up': (join: number) => join,
  'that rise on the way up': (join: number) => 1000 - join,
  'that are the same': () => 7,
  'that are any': (_join: number, next: () => number) => Math.floor(next() * 50),
};

describe('the lowest semidominator on the way up', () => {
  for (const [tree, overOf] of Object.entries(trees))
    for (const [kind, semiOf] of Object.entries(semidominators))
      it(`is what a walk finds, in ${tree} with semidominators ${kind}`, () => {
        const count = 300;
        const next = dice(tree.length * 100 + kind.length);
        const over = [0, 0];
        const semi = [0, 0];
        for (let join = 2; join <= count; join++) {
          over.push(overOf(join, next));
          semi.push(semiOf(join, next));
        }
        // What is left in the room from others means nothing; half of them have too little.
        const lowestAbove = new LowestAbove(count, new Uint32Array(next() < 0.5 ? 5 * count : 5 * count + 5).fill(9));
        for (let known = count; known > 1; known--) {
          lowestAbove.add(known, semi[known] ?? 0, over[known] ?? 0);
          for (let asked = 0; asked < 20; asked++) {
            const join = known + Math.floor(next() * (count - known + 1));
            assert.equal(
              lowestAbove.from(join),
              walkedUp(join, known, over, semi),
              `from ${join}, known from ${known}`,
            );
          }
        }
      });

  it('is found in a path of a million joins without recursion', () => {
    const count = 1_000_000;
    const lowestAbove = new LowestAbove(count, new Uint32Array(0));
    for (let join = count; join > 1; join--) lowestAbove.add(join, join % 2 === 0 ? join : 1000 + join, join - 1);
    assert.equal(lowestAbove.from(count), 2);
    assert.equal(lowestAbove.from(3), 2);
  });
});
