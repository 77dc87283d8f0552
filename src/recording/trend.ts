/**
 * Slope of the straight line that fits the points best, in units of `values` per unit of `times`: linear regression, as in the list of
 * VM instances of Chrome's Memory panel (`IsolateManager.ts`). 0 for fewer than two points.
 */
export function slopeOf(times: readonly number[], values: readonly number[]): number {
  const count = Math.min(times.length, values.length);
  if (count < 2) return 0;
  // Around the means, so that the squares of large times do not swallow the differences.
  const meanTime = mean(times, count);
  const meanValue = mean(values, count);
  let product = 0;
  let square = 0;
  for (let i = 0; i < count; i++) {
    const time = (times[i] as number) - meanTime;
    product += time * ((values[i] as number) - meanValue);
    square += time * time;
  }
  return square === 0 ? 0 : product / square;
}

function mean(values: readonly number[], count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i] as number;
  return sum / count;
}
