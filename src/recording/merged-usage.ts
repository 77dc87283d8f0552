import type { IsolateModel } from './isolate-model.ts';
import type { UsageColumns } from './usage-model.ts';

const summed = ['used', 'total', 'embedder', 'backingStorage', 'documents', 'domNodes', 'listeners'] as const;

/**
 * The readings of all isolates as one series: at each reading of any of them, the sum of everybody's latest.
 * An isolate that has left counts no more. Linear in the readings, times the number of isolates to find the earliest.
 */
export function mergeUsage(isolates: readonly IsolateModel[]): UsageColumns {
  const parts = isolates.map(({ usage, leftAt }) => ({ usage, leftAt: leftAt ?? Number.POSITIVE_INFINITY, at: -1 }));
  const length = parts.reduce((sum, { usage }) => sum + usage.time.length, 0);
  const merged = {
    time: new Float64Array(length),
    ...Object.fromEntries(summed.map(figure => [figure, new Float64Array(length)])),
  } as Record<keyof UsageColumns, Float64Array>;

  for (let row = 0; row < length; row++) {
    let next = parts[0];
    for (const part of parts) if (timeAfter(part) < timeAfter(next)) next = part;
    if (!next) break;
    next.at++;
    const time = next.usage.time[next.at] as number;
    merged.time[row] = time;
    for (const { usage, leftAt, at } of parts) {
      if (at < 0 || leftAt < time) continue;
      for (const figure of summed) merged[figure][row] = (merged[figure][row] ?? 0) + (usage[figure][at] ?? 0);
    }
  }
  return merged;
}

function timeAfter(part: { readonly usage: UsageColumns; readonly at: number } | undefined): number {
  return part?.usage.time[part.at + 1] ?? Number.POSITIVE_INFINITY;
}
