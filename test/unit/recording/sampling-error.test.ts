import assert from 'node:assert/strict';
import { it } from 'node:test';
import { relativeErrorBound } from '../../../src/recording/sampling-error.ts';
import { bytes } from '../../../src/units.ts';

/** Numbers from 0 to 1 that are the same in every run (Numerical Recipes' linear congruence). */
function* uniform(): Generator<number> {
  let state = 1;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** What V8 would estimate for `count` objects of `size` bytes, sampled at `interval`. */
function estimate(count: number, size: number, interval: number, random: Generator<number>): number {
  const probability = 1 - Math.exp(-size / interval);
  let sum = 0;
  for (let i = 0; i < count; i++) if (random.next().value < probability) sum += size / probability;
  return sum;
}

for (const size of [64, 4096, 65_536])
  it(`bounds the spread of estimates of ${size} byte objects`, () => {
    const interval = bytes(32_768);
    const random = uniform();
    const whole = 4 * 1024 * 1024;
    const runs = Array.from({ length: 200 }, () => estimate(whole / size, size, interval, random));
    const mean = runs.reduce((sum, run) => sum + run, 0) / runs.length;
    const spread = Math.sqrt(runs.reduce((sum, run) => sum + (run - mean) ** 2, 0) / runs.length);
    const bound = relativeErrorBound(whole, interval);
    assert.ok(spread / whole < bound * 1.15, `${spread / whole} is more than ${bound}`);
    assert.ok(Math.abs(mean - whole) / whole < bound, `the mean ${mean} is far from ${whole}`);
    if (size === 64) assert.ok(spread / whole > bound * 0.85, `${spread / whole} is much less than ${bound}`);
  });
