// @ts-nocheck: the front end's sources are not made to be type-checked from outside.
/** Chrome DevTools' own heap snapshot engine as a program: prints what it finds in a file as one line of JSON. */
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
const classes = Object.values(aggregates).map(({ name, count, self, maxRet }) => ({
  name,
  count,
  shallowSize: self,
  retainedSize: maxRet,
}));
const { nodeCount, totalSize } = snapshot;
process.stdout.write(JSON.stringify({ nodeCount, totalSize, classes }), () => process.exit(0));
