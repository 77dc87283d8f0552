import type { Protocol } from 'devtools-protocol';
import { within } from '../clock.ts';
import type { UsageOptions } from '../recording/options.ts';
import type { UsageRow } from '../recording/rows.ts';
import { bytes, milliseconds, since } from '../units.ts';
import type { Instrument, InstrumentContext } from './instrument.ts';
import { isRefusal, RunScope } from './run-scope.ts';

type Metric = Protocol.Performance.Metric;

/** How long Stop waits for the last reading. */
const lastReadLimit = milliseconds(500);

/** Reads heap usage and DOM counters at a steady pace. Where the browser has no counters (a worker, Node) they stay 0. */
export class HeapUsage implements Instrument {
  readonly kind = 'heap-usage';
  #scope: RunScope | null = null;
  #poll: Promise<void> = Promise.resolve();
  /** Decided by the first answer: a refusal after that is a passing one. */
  #counters: 'untried' | 'there' | 'missing' = 'untried';

  constructor(
    private readonly options: UsageOptions,
    private readonly context: InstrumentContext,
  ) {}

  async start(): Promise<void> {
    const scope = new RunScope(this.context);
    this.#scope = scope;
    try {
      await this.#whereThereAreCounters(() => this.context.session.send('Performance.enable', {}));
      this.context.emit(await this.#read());
    } catch (error) {
      scope.end();
      await this.#turnOff(scope);
      throw error;
    }
    this.#pollLater(scope);
  }

  async stop(): Promise<null> {
    const scope = this.#scope;
    if (!scope?.open) return null;
    scope.end();
    const { clock } = this.context;
    const isAnswering = await within(
      clock,
      lastReadLimit,
      this.#poll.then(() => true),
    );
    if (isAnswering) await this.#readLast();
    // A page that hangs turns them off when it goes on.
    await within(clock, lastReadLimit, this.#turnOff(scope));
    return null;
  }

  salvage(): null {
    return null;
  }

  #pollLater(scope: RunScope): void {
    scope.after(this.options.every, () => {
      this.#poll = this.#pollOnce(scope);
    });
  }

  async #pollOnce(scope: RunScope): Promise<void> {
    try {
      this.context.emit(await this.#read());
      scope.answered();
    } catch (error) {
      if (!scope.bear(error)) return;
    }
    this.#pollLater(scope);
  }

  /** What is shown over time ends where the recording does. A page that is gone, or does not answer, ends it with what was read before. */
  async #readLast(): Promise<void> {
    const { clock, emit } = this.context;
    const reading = this.#read().catch(() => null);
    const row = await within(clock, lastReadLimit, reading);
    if (row) emit(row);
  }

  async #read(): Promise<UsageRow> {
    const { session, isolate, clock, startedAt } = this.context;
    const [usage, metrics] = await Promise.all([
      session.send('Runtime.getHeapUsage'),
      this.#whereThereAreCounters(() => session.send('Performance.getMetrics')),
    ]);
    return {
      kind: this.kind,
      isolate,
      time: since(startedAt, clock.now()),
      used: bytes(usage.usedSize),
      total: bytes(usage.totalSize),
      embedder: bytes(usage.embedderHeapUsedSize ?? 0),
      backingStorage: bytes(usage.backingStorageSize ?? 0),
      documents: metric(metrics?.metrics, 'Documents'),
      domNodes: metric(metrics?.metrics, 'Nodes'),
      listeners: metric(metrics?.metrics, 'JSEventListeners'),
    };
  }

  async #whereThereAreCounters<Result>(command: () => Promise<Result>): Promise<Result | null> {
    if (this.#counters === 'missing') return null;
    try {
      const result = await command();
      this.#counters = 'there';
      return result;
    } catch (error) {
      if (!isRefusal(error) || this.#counters === 'there') throw error;
      this.#counters = 'missing';
      return null;
    }
  }

  async #turnOff(scope: RunScope): Promise<void> {
    if (this.#counters !== 'missing') await scope.sendQuietly('Performance.disable');
  }
}

function metric(metrics: readonly Metric[] | undefined, name: string): number {
  return metrics?.find(candidate => candidate.name === name)?.value ?? 0;
}
