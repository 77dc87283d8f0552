import fc from 'fast-check';
import type { SamplingRow } from '../../../src/recording/rows.ts';
import { type IsolateIndex, isolateIndex, milliseconds } from '../../../src/units.ts';

/** An object of a scripted history. Times are those of polls; `died` is infinite for one that lives. */
export interface ScriptedObject {
  readonly node: number;
  readonly size: number;
  readonly born: number;
  died: number;
}

export interface ScriptedHistory {
  readonly times: readonly number[];
  readonly objects: readonly ScriptedObject[];
  /** For each poll, V8's self size of each node. */
  readonly selves: readonly (readonly number[])[];
  readonly rows: readonly SamplingRow[];
}

/** Node 0 is the root; `2 below 1` is a call of the first by the second. */
const parents = [-1, 0, 1, 2, 1, 4, 0, 6, 2, 8];

/** What happens in one poll: time since the last, objects allocated, a seed for each death, and V8's roundings of nodes. */
interface Step {
  readonly pause: number;
  readonly born: readonly { readonly node: number; readonly size: number }[];
  readonly deaths: readonly number[];
  readonly roundings: readonly { readonly node: number; readonly percent: number }[];
}

const node = fc.integer({ min: 1, max: parents.length - 1 });
const step: fc.Arbitrary<Step> = fc.record({
  pause: fc.integer({ min: 0, max: 500 }),
  born: fc.array(fc.record({ node, size: fc.integer({ min: 1, max: 100_000 }) }), { maxLength: 12 }),
  deaths: fc.array(fc.nat(), { maxLength: 10 }),
  roundings: fc.array(fc.record({ node, percent: fc.integer({ min: -40, max: 40 }) }), { maxLength: 3 }),
});
const exactStep = step.map(whole => ({ ...whole, roundings: [] }));

/** Histories in which V8's self sizes differ from the sums of samples, as they do. */
export const histories = fc.array(step, { minLength: 1, maxLength: 20 }).map(scripted);
/** Histories in which they do not. */
export const exactHistories = fc.array(exactStep, { minLength: 1, maxLength: 20 }).map(scripted);

export function scripted(steps: readonly Step[]): ScriptedHistory {
  const objects: ScriptedObject[] = [];
  const times: number[] = [];
  const selves: number[][] = [];
  let now = 0;
  const rows = steps.map(({ pause, born, deaths, roundings }, poll) => {
    now += pause;
    times.push(now);
    const goneOrdinals: number[] = [];
    for (const seed of deaths) {
      const alive = [...objects.keys()].filter(ordinal => objects[ordinal]?.died === Number.POSITIVE_INFINITY);
      const ordinal = alive[seed % Math.max(1, alive.length)];
      const object = ordinal === undefined ? undefined : objects[ordinal];
      if (ordinal === undefined || !object) continue;
      object.died = now;
      goneOrdinals.push(ordinal);
    }
    const firstOrdinal = objects.length;
    for (const { node, size } of born) objects.push({ node, size, born: now, died: Number.POSITIVE_INFINITY });
    const before = selves.at(-1) ?? parents.map(() => 0);
    const self = roundedSelves(objects, roundings);
    selves.push(self);
    return rowOf(poll, now, objects.slice(firstOrdinal), firstOrdinal, goneOrdinals, before, self);
  });
  return { times, objects, selves, rows };
}

function roundedSelves(objects: readonly ScriptedObject[], roundings: Step['roundings']): number[] {
  const self = parents.map(() => 0);
  for (const { node, size, died } of objects) {
    if (died === Number.POSITIVE_INFINITY) self[node] = (self[node] ?? 0) + size;
  }
  for (const { node, percent } of roundings) self[node] = Math.round((self[node] ?? 0) * (1 + percent / 100));
  return self;
}

function rowOf(
  poll: number,
  time: number,
  born: readonly ScriptedObject[],
  firstOrdinal: number,
  gone: readonly number[],
  before: readonly number[],
  self: readonly number[],
): SamplingRow {
  const isFirst = poll === 0;
  const changed = [...self.keys()].filter(node => self[node] !== before[node]);
  return {
    kind: 'allocation-sampling',
    isolate: isolateIndex(0),
    time: milliseconds(time),
    pollDuration: milliseconds(1),
    frames: isFirst ? parents.map((_, node) => frameOfNode(node)) : [],
    nodeParent: Int32Array.from(isFirst ? parents : []),
    nodeFrame: Uint32Array.from(isFirst ? parents.keys() : []),
    changedNode: Uint32Array.from(changed),
    changedSelf: Float64Array.from(changed, node => self[node] ?? 0),
    addedOrdinal: Float64Array.from(born, (_, i) => firstOrdinal + i),
    addedSize: Float64Array.from(born, ({ size }) => size),
    addedNode: Uint32Array.from(born, ({ node }) => node),
    goneOrdinal: Float64Array.from(gone).sort(),
  };
}

export function frameOfNode(node: number) {
  return { functionName: node === 0 ? '(root)' : `f${node}`, url: node === 0 ? '' : 'app.js', line: node, column: 1 };
}

/** The same row in another isolate. */
export const inIsolate = (row: SamplingRow, isolate: IsolateIndex): SamplingRow => ({ ...row, isolate });

/** Sums the sizes of chosen objects by node, the slow and plain way. */
export function sumByNode(
  { objects }: ScriptedHistory,
  isChosen: (object: ScriptedObject) => boolean,
): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const object of objects) {
    if (!isChosen(object)) continue;
    const name = `f${object.node}`;
    sums[name] = (sums[name] ?? 0) + object.size;
  }
  return sums;
}
