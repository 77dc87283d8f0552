import type { Protocol } from 'devtools-protocol';
import type { V8CallFrame } from '../calltree/frame.ts';

type Profile = Protocol.Profiler.Profile;
type ProfileNode = Protocol.Profiler.ProfileNode;

/** A node as a trace tells it, once: with its parent's id, without what V8 does not know. */
export interface TraceNode {
  readonly id: number;
  readonly parent?: number;
  readonly callFrame: Partial<Omit<V8CallFrame, 'scriptId'>> & { readonly scriptId?: string | number };
  readonly deoptReason?: string;
}

/** What one `ProfileChunk` brings. Times are in microseconds. */
export interface ProfileChunk {
  readonly cpuProfile?: { readonly nodes?: readonly TraceNode[]; readonly samples?: readonly number[] };
  readonly timeDeltas?: readonly number[];
  /** For each sample, its source line from 1, 0 for none; missing in a chunk that has none at all. */
  readonly lines?: readonly number[];
}

interface Sample {
  readonly node: number;
  /** Since the start of the profile. */
  readonly time: number;
  readonly line: number;
}

/** Collects the pieces of one profile. */
export class ProfilePieces {
  readonly #nodes = new Map<number, TraceNode>();
  readonly #samples: Sample[] = [];
  #last = 0;

  /** Chunks have to come in their own order: each sample is told as the distance from the one before. */
  add({ cpuProfile, timeDeltas = [], lines = [] }: ProfileChunk): void {
    for (const node of cpuProfile?.nodes ?? []) this.#nodes.set(node.id, node);
    for (const [i, node] of (cpuProfile?.samples ?? []).entries()) {
      this.#last += timeDeltas[i] ?? 0;
      this.#samples.push({ node, time: this.#last, line: lines[i] ?? 0 });
    }
  }

  /**
   * The profile as V8 itself would give it, samples in order of time; null when there is none.
   * @param interval samples that follow nearer than this on the one before are left out, so that every sample stands for the same time.
   * @param end where it ends at the latest.
   */
  profile(startTime: number, interval: number, end = Number.POSITIVE_INFINITY): Profile | null {
    const [first] = this.#nodes.values();
    if (!first) return null;
    const samples = this.#samples.filter(({ node, time }) => this.#nodes.has(node) && startTime + time < end);
    samples.sort((a, b) => a.time - b.time);
    const kept = spaced(samples, interval);
    return {
      nodes: withFigures([...this.#nodes.values()], kept),
      startTime,
      endTime: Math.min(startTime + endOf(samples), end),
      samples: kept.map(({ node }) => node),
      timeDeltas: kept.map(({ time }, i) => time - (kept[i - 1]?.time ?? 0)),
    };
  }
}

/** V8 samples a trace five times as often as a profile of its own, whatever it is asked for. */
function spaced(samples: readonly Sample[], interval: number): Sample[] {
  let due = Number.NEGATIVE_INFINITY;
  return samples.filter(({ time }) => {
    if (time < due) return false;
    // On a grid, so that the average is the interval; after a pause the grid begins anew.
    due = time - due < interval ? due + interval : time + interval;
    return true;
  });
}

/** A trace does not say when it ended: the last sample gets the average interval, as in DevTools. */
function endOf(samples: readonly Sample[]): number {
  const [first, last] = [samples[0]?.time ?? 0, samples.at(-1)?.time ?? 0];
  return samples.length < 2 ? last : last + Math.round((last - first) / (samples.length - 1));
}

function withFigures(nodes: readonly TraceNode[], samples: readonly Sample[]): ProfileNode[] {
  const [root] = nodes;
  const known = new Set(nodes.map(({ id }) => id));
  const children = new Map<number, number[]>();
  for (const { id, parent } of nodes) {
    if (id === root?.id) continue;
    // A stack whose lower part was lost with its chunk hangs on the root.
    const place = parent !== undefined && known.has(parent) ? parent : (root?.id ?? 0);
    const below = children.get(place);
    if (below) below.push(id);
    else children.set(place, [id]);
  }
  const hits = new Map<number, number>();
  const ticks = new Map<number, Map<number, number>>();
  for (const { node, line } of samples) {
    hits.set(node, (hits.get(node) ?? 0) + 1);
    if (line === 0) continue;
    const lines = ticks.get(node) ?? new Map<number, number>();
    ticks.set(node, lines.set(line, (lines.get(line) ?? 0) + 1));
  }
  return nodes.map(({ id, callFrame, deoptReason }) => {
    const below = children.get(id);
    const lines = ticks.get(id);
    return {
      id,
      callFrame: wholeCallFrame(callFrame),
      hitCount: hits.get(id) ?? 0,
      ...(below && { children: below }),
      ...(deoptReason && { deoptReason }),
      ...(lines && { positionTicks: Array.from(lines, ([line, count]) => ({ line, ticks: count })) }),
    };
  });
}

/** V8 leaves out of a trace what it would write as "not known" in a profile. */
function wholeCallFrame(callFrame: TraceNode['callFrame']): V8CallFrame {
  const { functionName = '', scriptId = 0, url = '', lineNumber = -1, columnNumber = -1 } = callFrame;
  return { functionName, scriptId: String(scriptId), url, lineNumber, columnNumber };
}
