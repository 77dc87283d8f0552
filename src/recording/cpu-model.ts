import type { CallTree } from '../calltree/call-tree.ts';
import { Column } from '../calltree/column.ts';
import { TreeBuilder } from '../calltree/tree-builder.ts';
import type { CpuRow } from './rows.ts';

/**
 * The state of the CPU profile after the rows so far. A sample weighs the time until the next one, the last until the end of its turn.
 * Time between turns stands in the tree as a node "(not recorded)", like V8's own "(idle)" and "(program)".
 */
export class CpuModel {
  readonly #tree = new TreeBuilder();
  readonly #sampleNode = new Column(Uint32Array);
  readonly #sampleTime = new Column(Float64Array);
  #covered: Pick<CpuRow, 'time' | 'from' | 'to'> | null = null;
  /** The node that time goes to, and from when on. */
  #running: { readonly node: number; readonly since: number } | null = null;

  get nodeCount(): number {
    return this.#tree.nodeCount;
  }

  get sampleCount(): number {
    return this.#sampleNode.length;
  }

  apply(row: CpuRow): void {
    this.#tree.apply(row);
    for (let i = 0; i < row.sampleNode.length; i++) {
      const node = row.sampleNode[i] as number;
      const time = row.sampleTime[i] ?? 0;
      this.#sampleNode.push(node);
      this.#sampleTime.push(time);
      this.#spendUntil(time);
      this.#running = { node, since: time };
    }
    this.#spendUntil(row.to);
    this.#covered = { time: row.time, from: this.#covered?.from ?? row.from, to: row.to };
  }

  tree(): CallTree | null {
    return this.#tree.build('microseconds');
  }

  catchUp(): CpuRow[] {
    if (!this.#covered) return [];
    const sampleNode = this.#sampleNode.copy();
    const sampleTime = this.#sampleTime.copy();
    return [{ kind: 'cpu-profile', ...this.#covered, ...this.#tree.growth(), sampleNode, sampleTime }];
  }

  #spendUntil(time: number): void {
    if (!this.#running) return;
    const { node, since } = this.#running;
    this.#tree.addSelf(node, Math.max(0, time - since));
    this.#running = { node, since: time };
  }
}
