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
  let ids = 0;
  const node = (value: unknown, where: string): ProfileNode => {
    const { callFrame, selfSize, id } = shape.object(value, where);
    ids++;
    return {
      callFrame: readCallFrame(shape, callFrame, `${where}.callFrame`),
      selfSize: shape.number(selfSize, `${where}.selfSize`),
      id: id === undefined ? ids : shape.count(id, `${where}.id`),
      children: [],
    };
  };

  const root = node(head, 'head');
  const waiting: { value: unknown; node: ProfileNode; where: string }[] = [{ value: head, node: root, where: 'head' }];
  for (let parent = waiting.pop(); parent; parent = waiting.pop()) {
    const children = shape.array(shape.object(parent.value, parent.where)['children'], `${parent.where}.children`);
    for (const [i, value] of children.entries()) {
      // The whole path of a deep node would be longer than the file.
      const where = `children[${i}] of node ${parent.node.id}`;
      const child = node(value, where);
      parent.node.children.push(child);
      waiting.push({ value, node: child, where });
    }
  }
  return { head: root, samples: samples === undefined ? [] : readSamples(shape, samples) };
}

/** The text Chrome's DevTools writes. */
export function writeHeapProfile(profile: SamplingHeapProfile): string {
  return JSON.stringify(profile);
}

function readSamples(shape: FileShape, samples: unknown): SamplingHeapProfile['samples'] {
  return shape.array(samples, 'samples').map((value, i) => {
    const where = `samples[${i}]`;
    const { size, nodeId, ordinal } = shape.object(value, where);
    return {
      size: shape.number(size, `${where}.size`),
      nodeId: shape.count(nodeId, `${where}.nodeId`),
      ordinal: shape.number(ordinal, `${where}.ordinal`),
    };
  });
}
