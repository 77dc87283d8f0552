import type { Protocol } from 'devtools-protocol';
import { isCountable, mostTicks } from '../recording/line-ticks.ts';
import { checkTree, childrenFromParents } from './cpuprofile-tree.ts';
import { FileShape, type JsonObject } from './json-shape.ts';
import { readCallFrame } from './v8-call-frame.ts';

type Profile = Protocol.Profiler.Profile;
type ProfileNode = Protocol.Profiler.ProfileNode;

/** More than an hour of V8's default of one sample a millisecond. */
const mostHits = 4_000_000;

/**
 * Reads a `.cpuprofile`, times in microseconds. The form of before 2017 (a nested `head`, times in seconds, `timestamps`, lines from 1)
 * comes out as today's. The nodes are one tree with the first as its root, and every sample is of one of them.
 * @throws HeapscopeError `file-invalid`
 */
export function readCpuProfile(text: string, file: string): Profile {
  const shape = new FileShape(file, 'cpuprofile');
  const content = shape.parse(text);
  const profile = content['head'] === undefined ? readCurrent(shape, content) : readNested(shape, content);
  const ids = checkTree(shape, profile.nodes);
  const { startTime, endTime, samples, timeDeltas } = profile;
  if (!timeDeltas) checkHits(shape, profile.nodes);
  if (endTime < startTime) return shape.fail('the end is before the start', 'endTime');
  if (samples && timeDeltas && samples.length !== timeDeltas.length) {
    return shape.fail(`there are ${samples.length} samples and ${timeDeltas.length} times`, 'samples');
  }
  const stray = samples?.findIndex(id => !ids.has(id)) ?? -1;
  if (stray >= 0) return shape.fail(`there is no node ${samples?.[stray]}`, `samples[${stray}]`);
  return profile;
}

/** Without times, each hit becomes a sample of its own: a few bytes of a file must not ask for all memory. */
function checkHits(shape: FileShape, nodes: readonly ProfileNode[]): void {
  let hits = 0;
  for (const [i, { hitCount = 0 }] of nodes.entries()) {
    hits += hitCount;
    if (hits > mostHits) shape.fail(`there are more than ${mostHits} samples without times`, `nodes[${i}].hitCount`);
  }
}

/** The samples of a CPU profile in order of time: V8 may write them out of order, with negative deltas. */
export function samplesInOrder(profile: Profile): { id: number; time: number }[] {
  let time = profile.startTime;
  const samples = (profile.samples ?? []).map((id, i) => {
    time += profile.timeDeltas?.[i] ?? 0;
    return { id, time };
  });
  return samples.sort((a, b) => a.time - b.time);
}

/** The text Chrome's DevTools writes. */
export function writeCpuProfile(profile: Profile): string {
  return JSON.stringify(profile);
}

function readCurrent(shape: FileShape, content: JsonObject): Profile {
  const values = shape.array(content['nodes'], 'nodes');
  const nodes = values.map((value, i) => readNode(shape, value, `nodes[${i}]`));
  if (nodes.length === 0) return shape.fail('the root is missing', 'nodes');
  const { samples, timeDeltas } = content;
  return {
    nodes: childrenFromParents(shape, nodes, values),
    startTime: shape.number(content['startTime'], 'startTime'),
    endTime: shape.number(content['endTime'], 'endTime'),
    ...(samples !== undefined && { samples: shape.numbers(samples, 'samples') }),
    ...(timeDeltas !== undefined && { timeDeltas: shape.numbers(timeDeltas, 'timeDeltas') }),
  };
}

function readNode(shape: FileShape, value: unknown, where: string): ProfileNode {
  const { id, callFrame, hitCount, children, deoptReason, positionTicks } = shape.object(value, where);
  return {
    id: shape.count(id, `${where}.id`),
    callFrame: readCallFrame(shape, callFrame, `${where}.callFrame`),
    ...(hitCount !== undefined && { hitCount: shape.count(hitCount, `${where}.hitCount`) }),
    ...(children !== undefined && { children: shape.numbers(children, `${where}.children`) }),
    ...(typeof deoptReason === 'string' && { deoptReason }),
    ...(positionTicks !== undefined && { positionTicks: readTicks(shape, positionTicks, `${where}.positionTicks`) }),
  };
}

function readTicks(shape: FileShape, value: unknown, where: string): Protocol.Profiler.PositionTickInfo[] {
  return shape.array(value, where).map((tick, i) => {
    const at = `${where}[${i}]`;
    const { line, ticks } = shape.object(tick, at);
    const read = { line: shape.number(line, `${at}.line`), ticks: shape.count(ticks, `${at}.ticks`) };
    if (!isCountable(0, read.line)) return shape.fail(`no script has a line ${read.line}`, `${at}.line`);
    if (read.ticks > mostTicks) return shape.fail(`there are more than ${mostTicks} ticks`, `${at}.ticks`);
    return read;
  });
}

function readNested(shape: FileShape, content: JsonObject): Profile {
  const nodes = flattened(shape, content['head']);
  const startTime = shape.number(content['startTime'], 'startTime') * 1e6;
  const endTime = shape.number(content['endTime'], 'endTime') * 1e6;
  if (content['samples'] === undefined) return { nodes, startTime, endTime };
  const samples = shape.numbers(content['samples'], 'samples');
  if (content['timestamps'] === undefined) return { nodes, startTime, endTime, samples };

  const times = shape.numbers(content['timestamps'], 'timestamps');
  const begin = times[0] ?? startTime;
  const timeDeltas = times.slice(0, samples.length).map((time, i) => time - (times[i - 1] ?? begin));
  return { nodes, startTime: begin, endTime: endOf(times, samples.length) ?? endTime, samples, timeDeltas };
}

/**
 * Whole seconds are too coarse for a profile of milliseconds, so that the samples' own times decide, as in DevTools:
 * one time more than samples is the end, else the last sample gets the average interval. Undefined without any time.
 */
function endOf(times: readonly number[], sampleCount: number): number | undefined {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const hasEnd = times.length > sampleCount || times.length === 1;
  return Math.max(first, hasEnd ? last : last + (last - first) / (times.length - 1));
}

/** Parents before children, as in today's files. */
function flattened(shape: FileShape, head: unknown): ProfileNode[] {
  const nodes: ProfileNode[] = [];
  const waiting = [{ value: head, where: 'head', depth: 1 }];
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    const { where, depth } = at;
    shape.level(depth, where);
    const value = shape.object(at.value, where);
    const children = shape.array(value['children'] ?? [], `${where}.children`);
    const node = readNestedNode(shape, value, where);
    const ids = children.map((child, i) => shape.count(shape.object(child, where)['id'], `${where}.children[${i}].id`));
    nodes.push(ids.length > 0 ? { ...node, children: ids } : node);
    for (let i = children.length - 1; i >= 0; i--) {
      waiting.push({ value: children[i], where: `children[${i}] of node ${node.id}`, depth: depth + 1 });
    }
  }
  return nodes;
}

/** The old form has the place in the node itself, with lines and columns from 1: DevTools takes one off, too. */
function readNestedNode(shape: FileShape, value: JsonObject, where: string): ProfileNode {
  const { children: _, lineNumber, columnNumber, ...own } = value;
  const fromZero = (position: unknown) => (typeof position === 'number' ? Math.max(0, position) - 1 : undefined);
  const callFrame = { ...own, lineNumber: fromZero(lineNumber), columnNumber: fromZero(columnNumber) };
  return readNode(shape, { callFrame, ...own }, where);
}
