// @ts-nocheck: the front end's sources are not made to be type-checked from outside.
/** What Chrome DevTools' own heap snapshot engine finds in a file: see `Judgement`. */
import { createHash } from 'node:crypto';
import { MessageChannel } from 'node:worker_threads';
import * as HeapSnapshot from 'devtools-front-end/entrypoints/heap_snapshot_worker/HeapSnapshot.js';
import { HeapSnapshotLoader } from 'devtools-front-end/entrypoints/heap_snapshot_worker/HeapSnapshotLoader.js';
import * as Model from 'devtools-front-end/models/heap_snapshot/HeapSnapshotModel.js';

/** Opens a snapshot whose text comes in pieces. */
export async function open(pieces) {
  const loader = new HeapSnapshotLoader({ sendEvent() {} });
  for await (const piece of pieces) loader.write(piece);
  loader.close();
  await loader.parsingComplete;
  const { port1, port2 } = new MessageChannel();
  new HeapSnapshot.SecondaryInitManager(port2);
  try {
    return await loader.buildSnapshot(port1);
  } finally {
    port1.close();
  }
}

export function figuresOf(snapshot) {
  const aggregates = snapshot.aggregatesWithFilter(new Model.NodeFilter());
  const classes = Object.entries(aggregates).map(([key, { name, count, self, maxRet, distance }]) => ({
    key,
    name,
    count,
    shallowSize: self,
    retainedSize: maxRet,
    distance,
  }));
  const { nodeCount, totalSize, nodeFieldCount, nodeSelfSizeOffset, nodes } = snapshot;
  const shallowSizes = Float64Array.from({ length: nodeCount }, (_, node) =>
    nodes.getValue(node * nodeFieldCount + nodeSelfSizeOffset),
  );
  const node = snapshot.rootNode();
  const names = Array.from({ length: nodeCount }, (_, ordinal) => {
    node.nodeIndex = ordinal * nodeFieldCount;
    return node.name();
  });
  const digest = column =>
    createHash('sha256')
      .update(typeof column === 'string' ? column : new Uint8Array(column.buffer))
      .digest('hex');
  return {
    nodeCount,
    totalSize,
    classes,
    statistics: snapshot.getStatistics(),
    interfaces: JSON.parse(snapshot.interfaceDefinitions()).map(({ name, properties }) => ({ name, properties })),
    digests: {
      shallowSize: digest(shallowSizes),
      retainedSize: digest(snapshot.retainedSizes),
      distance: digest(snapshot.nodeDistances),
      dominator: digest(snapshot.dominatorsTree),
      names: digest(names.join('\n')),
      domState: digest(snapshot.detachednessAndClassIndexArray.map(value => value & 3)),
    },
  };
}
