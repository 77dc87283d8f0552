import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Protocol } from 'devtools-protocol';
import { readDetached, writeDetached } from '../../../src/formats/detached.ts';
import { findDetachedDom } from '../../../src/instruments/detached-dom.ts';
import { FakeSession } from '../../support/fake-session.ts';

let lastId = 0;

function node(localName: string, rest: Partial<Protocol.DOM.Node> = {}): Protocol.DOM.Node {
  lastId += 1;
  return {
    nodeId: lastId,
    backendNodeId: lastId,
    nodeType: 1,
    nodeName: localName.toUpperCase(),
    localName,
    nodeValue: '',
    ...rest,
  };
}
const text = (nodeValue: string) => node('', { nodeType: 3, nodeName: '#text', nodeValue });

const findIn = (...detachedNodes: Protocol.DOM.DetachedElementInfo[]) =>
  findDetachedDom(new FakeSession().answer('DOM.getDetachedDomNodes', () => ({ detachedNodes })));

test('each tree is listed with its shadow trees, the largest first; a node that a script has reached says so', async () => {
  const kept = node('li', { children: [text(' two ')] });
  const menu = node('ul', { attributes: ['id', 'menu', 'class', 'open wide'], children: [kept, node('li')] });
  const host = node('x-host', { shadowRoots: [node('', { nodeName: '#document-fragment', children: [node('b')] })] });
  const lone = node('section');
  const found = await findIn(
    { treeNode: lone, retainedNodeIds: [lone.backendNodeId] },
    { treeNode: host, retainedNodeIds: [] },
    { treeNode: menu, retainedNodeIds: [kept.backendNodeId] },
  );
  assert.deepEqual([found.treeCount, found.nodeCount], [3, 8]);
  assert.deepEqual(
    found.nodes.map(({ parent, name, detail, reached, nodes }) => [parent, name, detail, reached, nodes]),
    [
      [-1, 'ul', 'id="menu" class="open wide"', false, 4],
      [0, 'li', '', true, 2],
      [0, 'li', '', false, 1],
      [1, '#text', 'two', false, 1],
      [-1, 'x-host', '', false, 3],
      [4, '#document-fragment', '', false, 2],
      [5, 'b', '', false, 1],
      [-1, 'section', '', true, 1],
    ],
  );
  assert.deepEqual(readDetached(writeDetached(found), 'detached.json'), found);
});

test('a tree too large to list keeps its upper levels and its true size, and leaves room for others', async () => {
  const children = Array.from({ length: 5000 }, () => node('i', { children: [text('x')] }));
  const found = await findIn(
    { treeNode: node('div', { children }), retainedNodeIds: [] },
    { treeNode: node('p'), retainedNodeIds: [] },
  );
  assert.equal(found.nodeCount, 10_002);
  assert.deepEqual([found.nodes.length, found.nodes[0]?.nodes, found.nodes[1]?.nodes], [2001, 10_001, 2]);
  assert.equal(found.nodes.at(-1)?.name, 'p');
});

test('a deep tree needs no deep stack', async () => {
  let top = node('div');
  for (let i = 0; i < 50_000; i++) top = node('div', { children: [top] });
  assert.equal((await findIn({ treeNode: top, retainedNodeIds: [] })).nodes[0]?.nodes, 50_001);
});

test('the DOM agent is turned off again when the browser refuses', async () => {
  const session = new FakeSession().refuse('DOM.getDetachedDomNodes');
  await assert.rejects(findDetachedDom(session), { code: 'protocol-error' });
  assert.equal(session.methods.at(-1), 'DOM.disable');
});

test('a file whose nodes do not come behind their parents is refused', () => {
  const circle = [{ parent: 0, name: 'div', detail: '', reached: false, nodes: 1 }];
  const content = writeDetached({ treeCount: 1, nodeCount: 1, nodes: circle });
  assert.throws(() => readDetached(content, 'detached.json'), {
    code: 'file-invalid',
    details: {
      where: 'nodes[0].parent',
      file: 'detached.json',
      format: 'detached',
      problem: 'the parent is none of the nodes before',
    },
  });
});
