import { Column } from '../../calltree/column.ts';
import type { Batch, NumberSink } from './number-list.ts';
import { Malformed } from './value-reader.ts';

/** Keeps a list as it comes. */
export class ColumnSink implements NumberSink {
  readonly values = new Column(Float64Array);

  constructor(readonly fieldCount: number) {}

  take(batch: Batch, count: number): void {
    for (let i = 0; i < count; i++) this.values.push(batch[i] as number);
  }

  /**
   * The numbers of one field.
   * @param fields names of the fields of a record
   */
  field(fields: readonly string[], name: string): Float64Array {
    const values = this.values.view();
    const place = fields.indexOf(name);
    if (place === -1 && values.length > 0)
      throw new Malformed(`"${name}" is missing among its fields`, 0, 'snapshot.meta');
    const field = new Float64Array(values.length / this.fieldCount);
    for (let record = 0; record < field.length; record++) {
      field[record] = values[record * this.fieldCount + place] as number;
    }
    return field;
  }
}
