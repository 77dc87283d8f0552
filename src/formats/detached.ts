import type { DetachedDom, DetachedNode } from '../instruments/detached-dom.ts';
import { FileShape } from './json-shape.ts';

/** What a `detached.json` begins with, which tells it from other JSON. */
const format = 'heapscope detached';

/** The text of a `detached.json`: the trees as a list of nodes, each with the place of its parent. */
export function writeDetached({ treeCount, nodeCount, nodes }: DetachedDom): string {
  return JSON.stringify({ format, treeCount, nodeCount, nodes });
}

/** Every node comes behind its parent, so that whoever walks up comes to an end. @throws HeapscopeError `file-invalid` */
export function readDetached(text: string, file: string): DetachedDom {
  const shape = new FileShape(file, 'detached');
  const content = shape.parse(text);
  if (content['format'] !== format) return shape.fail(`it does not say "${format}"`, 'format');
  return {
    treeCount: shape.count(content['treeCount'], 'treeCount'),
    nodeCount: shape.count(content['nodeCount'], 'nodeCount'),
    nodes: shape.array(content['nodes'], 'nodes').map((value, i) => readNode(shape, value, i)),
  };
}

function readNode(shape: FileShape, value: unknown, index: number): DetachedNode {
  const where = `nodes[${index}]`;
  const { parent, name, detail, held, nodes } = shape.object(value, where);
  const isPlace = Number.isInteger(parent) && Number(parent) >= -1 && Number(parent) < index;
  return {
    parent: isPlace ? Number(parent) : shape.fail('the parent is none of the nodes before', `${where}.parent`),
    name: shape.string(name, `${where}.name`),
    detail: shape.string(detail, `${where}.detail`),
    held: shape.boolean(held, `${where}.held`),
    nodes: shape.count(nodes, `${where}.nodes`),
  };
}
