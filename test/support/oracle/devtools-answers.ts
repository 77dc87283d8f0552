// @ts-nocheck: the front end's sources are not made to be type-checked from outside.
/** Asks Chrome DevTools' own heap snapshot engine what its views ask: see `QueryJudgement`. */
import { createHash } from 'node:crypto';
import * as Model from 'devtools-front-end/models/heap_snapshot/HeapSnapshotModel.js';
import { isSampled } from './sampled.ts';

export function answersOf(snapshot, base) {
  const { nodeCount, nodeFieldCount, edgeFieldsCount } = snapshot;
  const everyOne = Array.from({ length: nodeCount }, (_, node) => node);
  const sampled = everyOne.filter(node => isSampled(node, nodeCount));
  const nodeAt = node => snapshot.createNode(node * nodeFieldCount);
  const ordinal = nodeIndex => nodeIndex / nodeFieldCount;

  return {
    names: digest(everyOne.map(node => nodeAt(node).name())),
    retainers: sampled.map(retainersOf),
    edges: sampled.map(edgesOf),
    dominators: sampled.map(node =>
      snapshot.getDominatorsOf(node * nodeFieldCount).map(each => ordinal(each.nodeIndex)),
    ),
    filters: Object.fromEntries(
      [
        'duplicatedStrings',
        'objectsRetainedByDetachedDomNodes',
        'objectsRetainedByContexts',
        'objectsRetainedByConsole',
        'objectsRetainedByEventHandlers',
        'sharedNativeContext',
        'noNativeContext',
      ].map(name => [name, classes(Object.assign(new Model.NodeFilter(), { filterName: name }))]),
    ),
    idRange: classes(new Model.NodeFilter(1000, 20000)),
    duplicateStrings: snapshot
      .getDuplicateStrings()
      .map(({ value, count, totalSelfSize, totalRetainedSize, truncated }) => ({
        text: value,
        count,
        shallowSize: totalSelfSize,
        retainedSize: totalRetainedSize,
        isTruncated: truncated,
      })),
    found: snapshot.search({ query: 'ob', caseSensitive: false, isRegex: false }, new Model.NodeFilter()),
    contexts: contexts(),
    ticks: snapshot.getSamples(),
    allocations: allocations(),
    deadScopes: deadScopes(),
    differences: base ? differences(base) : null,
    ignoring: ignoring(),
  };

  function retainersOf(node) {
    const rows = rowsOf(
      snapshot.createRetainingEdgesProvider(node * nodeFieldCount),
      '!edgeDistance',
      true,
      'id',
      true,
    );
    return rows
      .map(({ edgeIndex, name, type, node: source }) => ({
        edge: edgeIndex / edgeFieldsCount,
        name,
        type,
        source: ordinal(source.nodeIndex),
        distance: source.distance,
        isIgnored: Boolean(source.ignored) || snapshot.isEdgeIgnoredInRetainersView(edgeIndex),
      }))
      .sort((a, b) => a.distance - b.distance || nodeAt(a.source).id() - nodeAt(b.source).id() || a.edge - b.edge);
  }

  function edgesOf(node) {
    const rows = rowsOf(snapshot.createEdgesProvider(node * nodeFieldCount), 'retainedSize', false, 'id', true);
    return rows.map(({ edgeIndex }) => edgeIndex / edgeFieldsCount);
  }

  function classes(filter) {
    return Object.entries(snapshot.aggregatesWithFilter(filter))
      .map(([key, { count, self, maxRet, distance }]) => ({
        key,
        count,
        shallowSize: self,
        retainedSize: maxRet,
        distance,
      }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  function contexts() {
    const { nativeContexts, sharedSize, noAttributionSize } = snapshot.getNativeContextSizes();
    return {
      contexts: nativeContexts.map(({ nodeIndex, attributedSize }) => ({
        node: ordinal(nodeIndex),
        size: attributedSize,
      })),
      sharedSize,
      otherSize: noAttributionSize,
    };
  }

  /** Functions that allocated, the most bytes first, each with its callers as far as there is one only. */
  function allocations() {
    if (!snapshot.profile.snapshot.trace_function_count) return null;
    const figures = ({ name, scriptName, line, column, count, size, liveCount, liveSize }) => ({
      name,
      scriptName,
      line,
      column,
      count,
      size,
      liveCount,
      liveSize,
    });
    return snapshot.allocationTracesTops().map(top => {
      const { nodesWithSingleCaller, branchingCallers } = snapshot.allocationNodeCallers(top.id);
      const first = nodesWithSingleCaller.length > 0 ? nodesWithSingleCaller.slice(0, 1) : branchingCallers;
      return { ...figures(top), callers: first.map(figures) };
    });
  }

  function deadScopes() {
    return snapshot.analyzeContexts().scopes.map(scope => ({
      script: ordinal(scope.scriptNodeIndex),
      scriptName: scope.scriptName,
      functionName: scope.scopeName ?? '',
      start: scope.scopeStart,
      end: scope.scopeEnd,
      contexts: scope.contexts.map(({ contextNodeIndex, deadFieldsRetainedSizeSum, deadFields }) => ({
        context: ordinal(contextNodeIndex),
        deadSize: deadFieldsRetainedSizeSum,
        variables: deadFields.map(({ name, valueNodeIndex, retainedSize }) => ({
          name,
          value: ordinal(valueNodeIndex),
          retainedSize,
        })),
      })),
    }));
  }

  function differences(base) {
    return { sinceBase: difference(base, snapshot), backToBase: difference(snapshot, base) };
  }

  /** Ignores the first retainer of some nodes, and lists the retainers of all sampled nodes anew. */
  function ignoring() {
    const ignored = sampled
      .slice(0, 40)
      .map(retainersOf)
      .flatMap(rows => rows.slice(0, 1).map(({ source }) => source));
    for (const node of ignored) snapshot.ignoreNodeInRetainersView(node * nodeFieldCount);
    return { ignored, retainers: sampled.map(retainersOf) };
  }
}

function rowsOf(provider, ...order) {
  provider.sortAndRewind(new Model.ComparatorConfig(...order));
  return provider.serializeItemsRange(0, Number.MAX_SAFE_INTEGER).items;
}

function difference(from, to) {
  return Object.entries(to.calculateSnapshotDiff('base', rightlyNamed(from, to.interfaceDefinitions())))
    .map(([key, row]) => ({
      key,
      name: row.name,
      newCount: row.addedCount,
      deletedCount: row.removedCount,
      countDelta: row.countDelta,
      newSize: row.addedSize,
      deletedSize: row.removedSize,
      sizeDelta: row.sizeDelta,
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/**
 * The classes of a base. The engine reads their names when it has put the base's own interfaces back, so that a class all of whose
 * objects are gone may get the name of another; here the names are those that hold while the objects are sorted into `interfaces`.
 */
function rightlyNamed(from, interfaces) {
  const aggregates = from.aggregatesForDiff(interfaces);
  const own = from.interfaceDefinitions();
  from.applyInterfaceDefinitions(JSON.parse(interfaces));
  for (const aggregate of Object.values(aggregates)) {
    aggregate.name = from.createNode(aggregate.indexes[0]).className();
  }
  from.applyInterfaceDefinitions(JSON.parse(own));
  return aggregates;
}

function digest(values) {
  const hash = createHash('sha256');
  for (const value of values) hash.update(JSON.stringify(value));
  return hash.digest('hex');
}
