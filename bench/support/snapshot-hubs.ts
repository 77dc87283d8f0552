import type { ListOrder } from '../../panel/snapshot-worker/contract.ts';
import { SnapshotSession } from '../../panel/snapshot-worker/session.ts';
import type { OpenSnapshot } from '../../src/snapshot/open-snapshot.ts';
import { hubsOf } from '../../src/snapshot/queries/hubs.ts';
import type { HubTime } from './snapshot-opening.ts';

/** So many nodes are measured, and only those that this many edges lead to. */
const mostHubs = 100;
const fewest = 1000;
/** As the table of retainers asks at first. */
const order: ListOrder = { column: 'distance', descending: false };
const pageLength = 100;

/** Lists the retainers of the nodes that have most of them, as the panel's worker does. */
export function hubTimes(snapshot: OpenSnapshot): HubTime[] {
  const first = snapshot.graph.firstRetainer();
  const countOf = (node: number) => (first[node + 1] ?? 0) - (first[node] ?? 0);
  const hubs = hubsOf(snapshot.graph, fewest)
    .sort((a, b) => countOf(b) - countOf(a))
    .slice(0, mostHubs);
  // Each in a pass of its own: what one has just looked at is still in the caches.
  const unprepared = new SnapshotSession(snapshot);
  for (const _ of unprepared.warmUp(Number.POSITIVE_INFINITY));
  const cold = hubs.map(node => timeOf(unprepared, node));
  const warm = new SnapshotSession(snapshot);
  for (const _ of warm.warmUp());
  return hubs.map((node, i) => ({
    retainers: countOf(node),
    unprepared: cold[i] as number,
    milliseconds: timeOf(warm, node),
  }));
}

function timeOf(session: SnapshotSession, node: number): number {
  const start = performance.now();
  const { list } = session.list({ kind: 'retainers', side: 'shown', node }, order);
  session.rows(list, 0, pageLength);
  const time = performance.now() - start;
  session.close(list);
  return time;
}
