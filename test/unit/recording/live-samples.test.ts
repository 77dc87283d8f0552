import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LiveSamples } from '../../../src/recording/live-samples.ts';

/** Some polls: how far each new ordinal is from the one before, and which of those alive go before, by their order; 900 is none. */
const polls = fc.array(
  fc.record({
    gone: fc.uniqueArray(fc.oneof(fc.nat(300), fc.constant(900)), { maxLength: 150 }),
    steps: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 150 }),
  }),
  { maxLength: 12 },
);

test('samples are found for as long as they live, and tell what was said of them', () => {
  fc.assert(
    fc.property(polls, given => {
      const samples = new LiveSamples();
      const alive = new Map<number, { size: number; node: number; number: number; weight: number }>();
      let last = 0;
      let count = 0;
      for (const { gone, steps } of given) {
        const known = [...alive.keys()];
        const ordinals = gone.map(at => known[at] ?? last + 1000).sort((a, b) => a - b);
        const wanted = [...new Set(ordinals)].flatMap(ordinal => alive.get(ordinal) ?? []);
        const { size, node, number, weight } = samples.remove(Float64Array.from(ordinals));
        const found = Array.from(size, (_, i) => ({
          size: size[i],
          node: node[i],
          number: number[i],
          weight: weight[i],
        }));
        assert.deepEqual(found, wanted);
        for (const ordinal of ordinals) alive.delete(ordinal);

        const added = steps.map((step, i) => {
          last += step;
          const sample = { size: last * 2, node: last % 7, number: count + i, weight: last * 3 };
          alive.set(last, sample);
          return { ordinal: last, ...sample };
        });
        samples.add(
          Float64Array.from(added, ({ ordinal }) => ordinal),
          Float64Array.from(added, ({ size }) => size),
          Uint32Array.from(added, ({ node }) => node),
          count,
          Float64Array.from(added, ({ weight }) => weight),
        );
        count += steps.length;
        assert.equal(samples.count, alive.size);
      }
      const { ordinal, size, node } = samples.columns();
      const left = [...alive].map(([key, sample]) => [key, sample.size, sample.node]);
      assert.deepEqual(
        Array.from(ordinal, (key, i) => [key, size[i], node[i]]),
        left,
      );
    }),
  );
});
