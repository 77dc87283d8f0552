import type { ClassRow } from '../class-table.ts';

/** A class over several snapshots, the oldest first; 0 where a snapshot has none of it. */
export interface ClassTrend {
  readonly key: string;
  readonly name: string;
  readonly counts: readonly number[];
  /** Bytes. */
  readonly shallowSizes: readonly number[];
  /** Bytes. */
  readonly retainedSizes: readonly number[];
  /** Whether there are more of it in every snapshot than in the one before. */
  readonly alwaysGrows: boolean;
}

/**
 * Puts the classes of several snapshots side by side: those that always grow first, then by the bytes that they grew from first to last.
 * @param tables of the snapshots, all made with the same interfaces (`buildClasses(graph, interfaces)`), so that keys agree.
 */
export function classTrends(tables: readonly (readonly ClassRow[])[]): ClassTrend[] {
  const byKey = tables.map(rows => new Map(rows.map(row => [row.key, row])));
  const names = new Map(tables.flat().map(({ key, name }) => [key, name]));
  const trends = Array.from(names, ([key, name]) => {
    const rows = byKey.map(table => table.get(key));
    const counts = rows.map(row => row?.count ?? 0);
    return {
      key,
      name,
      counts,
      shallowSizes: rows.map(row => row?.shallowSize ?? 0),
      retainedSizes: rows.map(row => row?.retainedSize ?? 0),
      alwaysGrows: counts.length > 1 && counts.every((count, i) => i === 0 || count > (counts[i - 1] as number)),
    };
  });
  return trends.sort((a, b) => Number(b.alwaysGrows) - Number(a.alwaysGrows) || growth(b) - growth(a));
}

const growth = ({ shallowSizes }: ClassTrend): number => (shallowSizes.at(-1) ?? 0) - (shallowSizes[0] ?? 0);
