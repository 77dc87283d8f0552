import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CallTree } from '../../../src/calltree/call-tree.ts';
import { heaviestNode } from '../../../src/calltree/heaviest-node.ts';

/** Frame 1 is at nodes 1, 2 and 3; frame 2 at 4 and 5, where only what is below it weighs; frame 3 nowhere. */
const tree = {
  nodeCount: 6,
  frame: Uint32Array.of(0, 1, 1, 1, 2, 2),
  self: Float64Array.of(0, 5, -9, 8, 0, 0),
  total: Float64Array.of(20, 20, -9, 8, 1, 3),
} as Partial<CallTree> as CallTree;

describe('the heaviest node of a function', () => {
  it('is where it weighs most itself, grown or shrunk', () => assert.equal(heaviestNode(tree, 1), 2));

  it('is where most is below it when it weighs nothing itself', () => assert.equal(heaviestNode(tree, 2), 5));

  it('is none for a function that is not there', () => assert.equal(heaviestNode(tree, 3), -1));
});
