import type { Protocol } from 'devtools-protocol';
import { Column } from '../calltree/column.ts';
import { frameFromV8, type V8CallFrame } from '../calltree/frame.ts';
import { NodeInterner, TreeInterner } from '../calltree/tree-interner.ts';
import { samplesInOrder } from '../formats/cpuprofile.ts';
import type { CpuRow } from '../recording/rows.ts';
import { type Microseconds, microseconds } from '../units.ts';

type Profile = Protocol.Profiler.Profile;
type ProfileNode = Protocol.Profiler.ProfileNode;

export type CpuTurn = Omit<CpuRow, 'kind' | 'isolate' | 'time'>;

/** The function name under which the time between two turns stands in the tree. */
export const notRecorded = '(not recorded)';

const notRecordedFrame: V8CallFrame = {
  functionName: notRecorded,
  scriptId: '0',
  url: '',
  lineNumber: -1,
  columnNumber: -1,
};

/** What the merged profile knows of one of its nodes; its id is its index + 1. */
interface StitchedNode {
  readonly callFrame: V8CallFrame;
  readonly children: number[];
  /** The node of the rows' tree, which knows no script ids. */
  readonly rowNode: number;
  readonly ticks: Map<number, number>;
  hitCount: number;
  deoptReason: string | undefined;
}

/**
 * Stitches the profiles of successive turns of V8's CPU profiler into one valid profile, and each turn into a row.
 * A sample of the node "(not recorded)" stands at the end of each turn; the first sample of the next turn ends it.
 */
export class CpuStitcher {
  readonly #rowTree = new TreeInterner();
  readonly #nodes = new NodeInterner();
  readonly #callFrames = new Map<string, number>();
  readonly #stitched: StitchedNode[] = [];
  readonly #sampleNode = new Column(Uint32Array);
  readonly #sampleTime = new Column(Float64Array);
  #startTime = 0;
  #endTime = 0;
  #turns = 0;

  /** @param offset time of the first turn's start since the start of the recording. */
  constructor(private readonly offset: Microseconds) {}

  /** Takes the profile of the next turn; `timeDeltas` may be negative, the samples are put in order of time. */
  add(profile: Profile): CpuTurn {
    const startTime = this.#turns === 0 ? profile.startTime : Math.max(profile.startTime, this.#endTime);
    if (this.#turns === 0) this.#startTime = startTime;
    const news = new TurnFigures();
    const stitchedOf = this.#mergeNodes(profile.nodes, news);

    const firstSample = this.#sampleNode.length;
    const previousEnd = this.#endTime;
    this.#endTime = Math.max(startTime, profile.endTime);
    if (this.#turns > 0) this.#pushSample(this.#gapNode(), previousEnd);
    for (const { id, time } of samplesInOrder(profile)) {
      const node = stitchedOf.get(id);
      if (node !== undefined) this.#pushSample(node, Math.min(Math.max(time, startTime), this.#endTime));
    }
    this.#turns++;

    const sampleNode = this.#sampleNode.copy(firstSample).map(node => this.#stitched[node]?.rowNode ?? 0);
    const sampleTime = this.#sampleTime.copy(firstSample).map(time => this.#inRecording(time));
    const from = microseconds(this.#inRecording(startTime));
    const to = microseconds(this.#inRecording(this.#endTime));
    return { ...this.#rowTree.takeGrowth(), sampleNode, sampleTime, ...news.columns(), from, to };
  }

  /** All turns so far as one profile in Chrome's own form; null before the first turn. */
  profile(): Profile | null {
    if (this.#turns === 0) return null;
    const nodes = this.#stitched.map(toProfileNode);
    const samples = Array.from(this.#sampleNode.view(), node => node + 1);
    let last = this.#startTime;
    const timeDeltas = Array.from(this.#sampleTime.view(), time => {
      const delta = time - last;
      last = time;
      return delta;
    });
    return { nodes, startTime: this.#startTime, endTime: this.#endTime, samples, timeDeltas };
  }

  #inRecording(time: number): number {
    return time - this.#startTime + this.offset;
  }

  #pushSample(node: number, time: number): void {
    this.#sampleNode.push(node);
    this.#sampleTime.push(time);
  }

  /** Returns, for each id of this turn, the stitched node. */
  #mergeNodes(nodes: readonly ProfileNode[], news: TurnFigures): Map<number, number> {
    const byId = new Map<number, ProfileNode>();
    for (const node of nodes) byId.set(node.id, node);
    const stitchedOf = new Map<number, number>();
    const root = nodes[0];
    if (!root) return stitchedOf;

    const waiting = [root];
    const parents = [-1];
    for (let v8 = waiting.pop(); v8; v8 = waiting.pop()) {
      const stitched = this.#nodeFor(parents.pop() ?? -1, v8.callFrame);
      stitchedOf.set(v8.id, stitched);
      this.#addFigures(stitched, v8, news);
      const children = v8.children ?? [];
      for (let i = children.length - 1; i >= 0; i--) {
        const child = byId.get(children[i] as number);
        if (!child || stitchedOf.has(child.id)) continue;
        waiting.push(child);
        parents.push(stitched);
      }
    }
    return stitchedOf;
  }

  #addFigures(index: number, v8: ProfileNode, news: TurnFigures): void {
    const node = this.#stitched[index];
    if (!node) return;
    node.hitCount += v8.hitCount ?? 0;
    if (v8.deoptReason && node.deoptReason === undefined) news.deoptimised(node.rowNode, v8.deoptReason);
    node.deoptReason ??= v8.deoptReason;
    for (const { line, ticks } of v8.positionTicks ?? []) {
      node.ticks.set(line, (node.ticks.get(line) ?? 0) + ticks);
      news.ticked(node.rowNode, line, ticks);
    }
  }

  #gapNode(): number {
    const index = this.#nodeFor(0, notRecordedFrame);
    const node = this.#stitched[index];
    if (node) node.hitCount++;
    return index;
  }

  #nodeFor(parent: number, callFrame: V8CallFrame): number {
    const index = this.#nodes.child(parent, this.#callFrameIndex(callFrame));
    if (index < this.#stitched.length) return index;
    const parentNode = this.#stitched[parent];
    parentNode?.children.push(index);
    const rowNode = this.#rowTree.child(parentNode?.rowNode ?? -1, frameFromV8(callFrame));
    this.#stitched.push({ callFrame, children: [], rowNode, ticks: new Map(), hitCount: 0, deoptReason: undefined });
    return index;
  }

  #callFrameIndex(callFrame: V8CallFrame): number {
    const { functionName, scriptId, url, lineNumber, columnNumber } = callFrame;
    const key = `${scriptId}:${lineNumber}:${columnNumber}:${functionName}\n${url}`;
    const known = this.#callFrames.get(key);
    if (known !== undefined) return known;
    this.#callFrames.set(key, this.#callFrames.size);
    return this.#callFrames.size - 1;
  }
}

/** What one turn brings beside samples: ticks by line, and reasons of deoptimisation. */
class TurnFigures {
  readonly #tickNode = new Column(Uint32Array);
  readonly #tickLine = new Column(Uint32Array);
  readonly #tickCount = new Column(Uint32Array);
  readonly #deoptNode = new Column(Uint32Array);
  readonly #deoptReason: string[] = [];

  ticked(node: number, line: number, ticks: number): void {
    // V8 counts samples without a place under line 0 and, in some versions, -1.
    if (line <= 0) return;
    this.#tickNode.push(node);
    this.#tickLine.push(line);
    this.#tickCount.push(ticks);
  }

  deoptimised(node: number, reason: string): void {
    this.#deoptNode.push(node);
    this.#deoptReason.push(reason);
  }

  columns(): Pick<CpuRow, 'tickNode' | 'tickLine' | 'tickCount' | 'deoptNode' | 'deoptReason'> {
    return {
      tickNode: this.#tickNode.copy(),
      tickLine: this.#tickLine.copy(),
      tickCount: this.#tickCount.copy(),
      deoptNode: this.#deoptNode.copy(),
      deoptReason: this.#deoptReason,
    };
  }
}

function toProfileNode(node: StitchedNode, index: number): ProfileNode {
  const { callFrame, hitCount, children, deoptReason, ticks } = node;
  return {
    id: index + 1,
    callFrame,
    hitCount,
    ...(children.length > 0 && { children: children.map(child => child + 1) }),
    ...(deoptReason !== undefined && { deoptReason }),
    ...(ticks.size > 0 && { positionTicks: Array.from(ticks, ([line, count]) => ({ line, ticks: count })) }),
  };
}
