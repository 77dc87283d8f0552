import type { HeapGraph, Retainers } from '../heap-graph.ts';
import type { HeapSnapshot } from '../heap-snapshot.ts';
import { doneBefore, tell, type Watch } from '../progress.ts';
import { sumOf } from '../sizes.ts';
import { depthFirst } from './depth-first.ts';
import { distancesFrom, queueLength } from './distances.ts';
import { domStates } from './dom-state.ts';
import { dominatorTree } from './dominator-tree.ts';
import { dominatorsOf } from './dominators.ts';
import { EdgeSources } from './edge-sources.ts';
import { Ephemerons } from './ephemerons.ts';
import { essentialEdges } from './essential-edges.ts';
import { firstRetainers, retainersOf } from './retainers.ts';
import { Scratch } from './scratch.ts';
import { shallowSizes } from './shallow-sizes.ts';
import { userRoots } from './user-roots.ts';

/** Works out what follows from the edges of a snapshot. @throws Cancelled */
export async function buildGraph(snapshot: HeapSnapshot, watch: Watch = {}): Promise<HeapGraph> {
  const begin = (stage: keyof typeof doneBefore) => tell(watch, stage, doneBefore[stage]);
  await begin('following DOM nodes');
  const domState = domStates(snapshot);

  await begin('weighing nodes');
  const roots = userRoots(snapshot);
  const shallowSize = shallowSizes(snapshot, domState, roots.length > 0);

  await begin('measuring distances');
  const ephemerons = new Ephemerons(snapshot.strings);
  const scratch = new Scratch(queueLength(snapshot, roots));
  const distance = distancesFrom(snapshot, roots, ephemerons, null, scratch);

  await begin('walking the graph');
  const essential = essentialEdges(snapshot, ephemerons);
  const depths = depthFirst(snapshot, essential, scratch);

  await begin('finding dominators');
  const dominator = dominatorsOf(snapshot, essential, depths, scratch);

  await begin('adding up retained sizes');
  const total = sumOf(shallowSize);
  const dominators = dominatorTree(dominator, shallowSize, total, depths, scratch);
  let first: Uint32Array | null = null;
  const firstRetainer = () => {
    first ??= firstRetainers(snapshot);
    return first;
  };
  let retainers: Retainers | null = null;
  let sources: EdgeSources | null = null;
  return {
    snapshot,
    shallowSize,
    distance,
    domState,
    essential,
    dominators,
    totalSize: total + snapshot.extraNativeBytes,
    firstRetainer,
    retainers: () => {
      retainers ??= retainersOf(snapshot, firstRetainer());
      return retainers;
    },
    edgeSources: () => {
      sources ??= new EdgeSources(snapshot);
      return sources;
    },
  };
}
