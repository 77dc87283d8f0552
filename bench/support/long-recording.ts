import type { SamplingRow } from '../../src/recording/rows.ts';
import { isolateIndex, milliseconds } from '../../src/units.ts';
import { generator } from '../../test/pages/widgets/synthetic-tree.ts';
import { SyntheticSampling } from './synthetic-rows.ts';

const pollEvery = 1000;
const polls = 3600;
/** Samples alive once it has warmed up. */
const alive = 100_000;

/**
 * One hour of allocation sampling: in each of 3,600 polls, samples come and others go, until there are about as many events as asked for.
 * Self sizes are the sums of the samples. The same rows every time.
 */
export function* hourOfRows({ events, stacks }: { events: number; stacks: number }): Generator<SamplingRow> {
  const { frames, nodeParent, nodeFrame } = new SyntheticSampling(stacks).first();
  const random = generator(3);
  const perPoll = Math.ceil((events + alive) / 2 / polls);
  const self = new Float64Array(stacks);
  const living: { ordinal: number; node: number; size: number }[] = [];
  let ordinal = 0;
  for (let poll = 0; poll < polls; poll++) {
    const touched = new Set<number>();
    const gone: number[] = [];
    while (living.length > alive && gone.length < perPoll) {
      const at = Math.floor(random() * living.length);
      const sample = living[at];
      const last = living.pop();
      if (!sample || !last) break;
      if (sample !== last) living[at] = last;
      gone.push(sample.ordinal);
      self[sample.node] = (self[sample.node] ?? 0) - sample.size;
      touched.add(sample.node);
    }
    const added = Array.from({ length: perPoll }, () => {
      const node = 1 + Math.floor(random() ** 2 * (stacks - 1));
      const size = 32 * 1024 + Math.floor(random() * 2000);
      self[node] = (self[node] ?? 0) + size;
      touched.add(node);
      return { ordinal: ordinal++, node, size };
    });
    living.push(...added);
    const isFirst = poll === 0;
    yield {
      kind: 'allocation-sampling',
      isolate: isolateIndex(0),
      time: milliseconds(poll * pollEvery),
      pollDuration: milliseconds(20),
      frames: isFirst ? frames : [],
      nodeParent: isFirst ? nodeParent : new Int32Array(0),
      nodeFrame: isFirst ? nodeFrame : new Uint32Array(0),
      changedNode: Uint32Array.from(touched).sort(),
      changedSelf: Float64Array.from(Uint32Array.from(touched).sort(), node => self[node] ?? 0),
      addedOrdinal: Float64Array.from(added, sample => sample.ordinal),
      addedSize: Float64Array.from(added, sample => sample.size),
      addedNode: Uint32Array.from(added, sample => sample.node),
      goneOrdinal: Float64Array.from(gone).sort(),
    };
  }
}
