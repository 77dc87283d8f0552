import { edgeSource } from '../../src/snapshot/heap-graph.ts';
import type { HeapSnapshot } from '../../src/snapshot/heap-snapshot.ts';
import type { LeakCluster } from '../../src/snapshot/leaks/find-leaks.ts';
import { isOfThePage } from '../../src/snapshot/leaks/internals.ts';
import type { ListOrder, ListRow } from './contract.ts';
import { times } from './group-rows.ts';
import { explanationOf } from './internal-kinds.ts';
import { type ListMaker, matching } from './list-maker.ts';
import { listOfIds, listOfRows, type WorkerList } from './worker-list.ts';

/** Groups of objects that came with an action and stayed; below each, the way from the page to one of them. */
export function leakList(
  leaks: readonly LeakCluster[],
  { rows }: ListMaker,
  filter: string,
  order: ListOrder,
): WorkerList {
  const listed = leaks.map(({ className, count, retainedSize, detector, reason, example }, leak): ListRow => {
    const { object } = rows.instance(example.node);
    return {
      id: leak,
      text: `${className} ${times(count)}`,
      explanation: [reason, explanationOf(className)].filter(Boolean).join('\n'),
      // The surest and largest is the first of all leaks.
      figures: { count, retainedSize, verdict: leaks.length - leak },
      words: { verdict: detector === null ? 'Suspect: stayed' : `Leak: ${detector}`, reason },
      object,
      below: { kind: 'leak trace', leak },
    };
  });
  return listOfRows(
    matching(listed, filter, ({ text }) => text),
    order,
  );
}

/** The steps of that way in their order, however the table is sorted: an object of the page, then each property with what it holds. */
export function traceList({ example }: LeakCluster, { rows, snapshot }: ListMaker): WorkerList {
  const { node, edges } = example;
  const { graph } = snapshot;
  const objects = [...edges.map(edge => edgeSource(graph.snapshot, edge)), node];
  // What V8 puts between its roots and the page tells nothing about the leak; Retainers show it.
  const start = Math.max(0, objects.findIndex(mayBegin(graph.snapshot)));
  const steps = [rows.instance(objects[start] ?? node), ...edges.slice(start).map(edge => rows.content(edge))];
  return listOfIds(
    Uint32Array.from(steps, (_, step) => step),
    step => ({ ...(steps[step] as ListRow), id: step }),
  );
}

/** Says of each node whether a trace may begin there: it is of the page, and no context of V8. */
function mayBegin(snapshot: HeapSnapshot): (node: number) => boolean {
  const isPages = isOfThePage(snapshot);
  const ofV8 = new TextEncoder().encode('system / ');
  return node => isPages(node) && !snapshot.strings.startsWith(snapshot.nodes.name[node] as number, ofV8);
}
