// @ts-nocheck: the front end's sources are not made to be type-checked from outside.
/** Chrome DevTools' own heap snapshot engine as a program: prints what it finds in a file as one line of JSON. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { MessageChannel } from 'node:worker_threads';
import * as HeapSnapshot from 'devtools-front-end/entrypoints/heap_snapshot_worker/HeapSnapshot.js';
import { HeapSnapshotLoader } from 'devtools-front-end/entrypoints/heap_snapshot_worker/HeapSnapshotLoader.js';
import * as Model from 'devtools-front-end/models/heap_snapshot/HeapSnapshotModel.js';

const [file] = process.argv.slice(2);
const loader = new HeapSnapshotLoader({ sendEvent() {} });
for await (const chunk of fs.createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) loader.write(chunk);
loader.close();
await loader.parsingComplete;
const { port1, port2 } = new MessageChannel();
new HeapSnapshot.SecondaryInitManager(port2);
const snapshot = await loader.buildSnapshot(port1);
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
const judgement = {
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
process.stdout.write(JSON.stringify(judgement), () => process.exit(0));
