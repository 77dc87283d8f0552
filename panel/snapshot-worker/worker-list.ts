import type { ListRow } from './contract.ts';

/** A sorted list of numbers (nodes, edges, classes …), each of which makes a row when it is looked at. */
export class WorkerList {
  constructor(
    private readonly ids: ArrayLike<number>,
    private readonly row: (id: number) => ListRow,
  ) {}

  get count(): number {
    return this.ids.length;
  }

  rows(from: number, count: number): ListRow[] {
    const end = Math.min(from + count, this.ids.length);
    const rows: ListRow[] = [];
    for (let place = Math.max(0, from); place < end; place++) rows.push(this.row(this.ids[place] as number));
    return rows;
  }

  placeOf(id: number): number {
    return Array.prototype.indexOf.call(this.ids, id);
  }
}
