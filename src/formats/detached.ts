import { FileShape } from './json-shape.ts';

/** One node of a DOM tree that is in no document any more. */
export interface DetachedNode {
  /** Index of its parent in the list, -1 at the top of a tree. */
  readonly parent: number;
  /** As in the page: `div`, `#text`. */
  readonly name: string;
  /** `id="menu" class="open"`, or the text of a text node; cut when long. */
  readonly detail: string;
  /** Whether JavaScript has got hold of this node at some time: what keeps the tree is one of these. */
  readonly reached: boolean;
  /** Nodes in the tree from here down, itself too; counts also those that are not listed. */
  readonly nodes: number;
}

export interface DetachedDom {
  /** Parents before their children; the largest tree first. */
  readonly nodes: readonly DetachedNode[];
  readonly treeCount: number;
  /** Nodes found, of which `nodes` may hold only the first. */
  readonly nodeCount: number;
}

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
  const { parent, name, detail, reached, nodes } = shape.object(value, where);
  const isPlace = Number.isInteger(parent) && Number(parent) >= -1 && Number(parent) < index;
  return {
    parent: isPlace ? Number(parent) : shape.fail('the parent is none of the nodes before', `${where}.parent`),
    name: shape.string(name, `${where}.name`),
    detail: shape.string(detail, `${where}.detail`),
    reached: shape.boolean(reached, `${where}.reached`),
    nodes: shape.count(nodes, `${where}.nodes`),
  };
}
