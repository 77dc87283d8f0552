import type { Protocol } from 'devtools-protocol';
import { FileShape } from './json-shape.ts';
import { readCallFrame } from './v8-call-frame.ts';

type SamplingHeapProfile = Protocol.HeapProfiler.SamplingHeapProfile;
type ProfileNode = Protocol.HeapProfiler.SamplingHeapProfileNode;

/**
 * Reads a `.heapprofile` (V8's sampling heap profile as JSON, sizes in bytes). Files of before 2019 have neither node ids nor samples:
 * ids are given here, in the order of the file, and the list of samples is empty.
 * @throws HeapscopeError `file-invalid`
 */
export function readHeapProfile(text: string, file: string): SamplingHeapProfile {
  const shape = new FileShape(file, 'heapprofile');
  const { head, samples } = shape.parse(text);
  const ids = new Set<number>();
  const root = readNode(shape, head, 'head', ids);
  const waiting = [{ value: head, node: root, where: 'head', depth: 1 }];
  for (let parent = waiting.pop(); parent; parent = waiting.pop()) {
    shape.level(parent.depth, parent.where);
    const children = shape.array(shape.object(parent.value, parent.where)['children'], `${parent.where}.children`);
    for (const [i, value] of children.entries()) {
      // The whole path of a deep node would be longer than the file.
      const where = `children[${i}] of node ${parent.node.id}`;
      const node = readNode(shape, value, where, ids);
      parent.node.children.push(node);
      waiting.push({ value, node, where, depth: parent.depth + 1 });
    }
  }
  return { head: root, samples: samples === undefined ? [] : readSamples(shape, samples, ids) };
}

/** The node without its children. @param ids those of the nodes before; this one's is added. */
function readNode(shape: FileShape, value: unknown, where: string, ids: Set<number>): ProfileNode {
  const { callFrame, selfSize, id: given } = shape.object(value, where);
  const id = given === undefined ? ids.size + 1 : shape.count(given, `${where}.id`);
  if (ids.has(id)) return shape.fail(`the id ${id} is taken`, `${where}.id`);
  ids.add(id);
  return {
    callFrame: readCallFrame(shape, callFrame, `${where}.callFrame`),
    selfSize: shape.number(selfSize, `${where}.selfSize`),
    id,
    children: [],
  };
}

function readSamples(shape: FileShape, samples: unknown, ids: ReadonlySet<number>): SamplingHeapProfile['samples'] {
  return shape.array(samples, 'samples').map((value, i) => {
    const where = `samples[${i}]`;
    const { size, nodeId, ordinal } = shape.object(value, where);
    if (!ids.has(nodeId as number)) return shape.fail(`there is no node ${nodeId}`, `${where}.nodeId`);
    return {
      size: shape.number(size, `${where}.size`),
      nodeId: shape.count(nodeId, `${where}.nodeId`),
      ordinal: shape.number(ordinal, `${where}.ordinal`),
    };
  });
}
