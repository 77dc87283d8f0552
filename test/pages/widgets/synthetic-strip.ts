import type { TimeStripData } from '../../../panel/widgets/time-strip/time-strip.tsx';
import { generator } from './synthetic-tree.ts';

/** Heap usage twice a second, an allocation slice every 50 ms, and a few marks. */
export function syntheticStrip(seconds: number): TimeStripData {
  const random = generator(3);
  const length = seconds * 2;
  const used = new Float64Array(length);
  let heap = 20e6;
  for (let index = 0; index < length; index++) {
    heap += random() * 1.5e6;
    if (random() < 0.06) heap *= 0.72;
    used[index] = heap;
  }
  const slices = seconds * 20;
  const allocated = Float64Array.from({ length: slices }, () => random() ** 4 * 300_000);
  return {
    length,
    time: Float64Array.from({ length }, (_, index) => index * 500),
    series: [
      { label: 'Used', values: used, main: true },
      { label: 'Total', values: used.map(value => value * 1.25), main: false },
    ],
    bars: {
      length: slices,
      start: Float64Array.from({ length: slices }, (_, index) => index * 50),
      end: Float64Array.from({ length: slices }, (_, index) => (index + 1) * 50),
      allocated,
      live: allocated.map(value => value * random() * 0.7),
    },
    marks: [
      { time: seconds * 250, label: 'Snapshot 1' },
      { time: seconds * 700, label: 'Garbage collected' },
    ],
    end: seconds * 1000,
  };
}
