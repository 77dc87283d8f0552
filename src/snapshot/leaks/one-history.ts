import { HeapscopeError } from '../../errors/heapscope-error.ts';
import type { HeapGraph } from '../heap-graph.ts';
import { lastObjectId } from '../queries/timeline.ts';
import { nodeTypeNumbers } from '../type-numbers.ts';
import type { PastSnapshot } from './past-snapshot.ts';

/**
 * How many functions with the same id have the same name in two snapshots of one page: all of them. Ids alone prove nothing, for V8 counts
 * them from the same number in every page. Of a page that was loaded anew 1 % of the functions agree, of another page 74 %, of the same page
 * in another tab up to 99.4 % (measured in Chromium 153).
 */
const leastAgreement = 0.995;

/**
 * Makes sure that three snapshots are of one page, without a reload in between, and in the order in which they were taken.
 * @throws HeapscopeError `snapshots-of-two-pages`, `snapshots-out-of-order`
 */
export function assertOneHistory(baseline: PastSnapshot, target: PastSnapshot, final: HeapGraph): void {
  for (const [which, past] of Object.entries({ first: baseline, second: target }))
    if (!isOfOnePage(past, final)) throw new HeapscopeError('snapshots-of-two-pages', { which });
  // Each snapshot finds objects that are new, were it only those that taking it made, and gives them higher ids.
  const [first, second, last] = [lastIdOf(baseline), lastIdOf(target), lastObjectId(final)];
  if (first >= second || second >= last) throw new HeapscopeError('snapshots-out-of-order');
}

function isOfOnePage({ functions, isSample }: PastSnapshot, { snapshot }: HeapGraph): boolean {
  const { nodes, nodeCount, strings } = snapshot;
  const { closure } = nodeTypeNumbers(snapshot);
  let [inFinal, inBoth, alike] = [0, 0, 0];
  for (let node = 0; node < nodeCount; node++) {
    if (nodes.type[node] !== closure) continue;
    inFinal++;
    const name = functions.get(nodes.id[node] as number);
    if (name === undefined) continue;
    inBoth++;
    if (name === strings.get(nodes.name[node] as number)) alike++;
  }
  // A heap without functions gives no reason to doubt it.
  if (functions.size === 0 || inFinal === 0) return true;
  // Of many functions that an action made and its undoing let go, those that stayed may not be in the sample.
  if (inBoth === 0) return isSample;
  return alike >= inBoth * leastAgreement;
}

/** Even ids are those of the host, which do not grow with time. */
const lastIdOf = ({ ids }: PastSnapshot): number => ids.findLast(id => id % 2 === 1) ?? 0;
