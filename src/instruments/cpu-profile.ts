import type { CpuOptions } from '../recording/options.ts';
import { microseconds, since, toMicroseconds } from '../units.ts';
import { CpuStitcher } from './cpu-stitcher.ts';
import type { Instrument, InstrumentContext, ProducedFile } from './instrument.ts';
import { RunScope } from './run-scope.ts';

/**
 * V8's sampling CPU profiler. V8 shows a profile only when it stops, so it is stopped and started again every turn;
 * both commands go out together, which keeps the gap between two turns as short as V8 allows.
 */
export class CpuProfile implements Instrument {
  readonly kind = 'cpu-profile';
  #scope: RunScope | null = null;
  #stitcher: CpuStitcher | null = null;
  #turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: CpuOptions,
    private readonly context: InstrumentContext,
  ) {}

  async start(): Promise<void> {
    const { session, clock, startedAt } = this.context;
    const scope = new RunScope(this.context);
    this.#scope = scope;
    try {
      await session.send('Profiler.enable');
      await session.send('Profiler.setSamplingInterval', { interval: this.options.interval });
      await session.send('Profiler.start');
    } catch (error) {
      scope.end();
      await scope.sendQuietly('Profiler.stop');
      throw error;
    }
    // V8 counts whole microseconds: with a whole offset all times of the rows stay whole.
    const offset = Math.round(toMicroseconds(since(startedAt, clock.now())));
    this.#stitcher = new CpuStitcher(microseconds(offset));
    this.#turnLater(scope);
  }

  async stop(): Promise<ProducedFile | null> {
    const scope = this.#scope;
    if (!scope?.open) return this.salvage();
    scope.end();
    await this.#turn;
    await this.#readTurn();
    return this.salvage();
  }

  salvage(): ProducedFile | null {
    const profile = this.#stitcher?.profile();
    return profile ? { format: 'cpuprofile', text: JSON.stringify(profile) } : null;
  }

  #turnLater(scope: RunScope): void {
    scope.after(this.options.turn, () => {
      this.#turn = this.#turnOnce(scope);
    });
  }

  async #turnOnce(scope: RunScope): Promise<void> {
    const [read, started] = await Promise.allSettled([this.#readTurn(), this.context.session.send('Profiler.start')]);
    if (!scope.open) return;
    const refused = [read, started].find(result => result.status === 'rejected');
    if (!refused) {
      scope.answered();
    } else if (!scope.bear(refused.reason)) {
      await scope.sendQuietly('Profiler.stop');
      return;
    }
    this.#turnLater(scope);
  }

  async #readTurn(): Promise<void> {
    const { session, isolate, clock, startedAt, emit } = this.context;
    const { profile } = await session.send('Profiler.stop');
    const turn = this.#stitcher?.add(profile);
    if (turn) emit({ kind: this.kind, isolate, time: since(startedAt, clock.now()), ...turn });
  }
}
