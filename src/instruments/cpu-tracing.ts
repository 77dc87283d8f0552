import type { Protocol } from 'devtools-protocol';
import { HeapscopeError } from '../errors/heapscope-error.ts';
import { type TraceEvent, TraceProfileReader } from '../formats/trace-profile.ts';
import type { CpuOptions } from '../recording/options.ts';
import { type Milliseconds, microseconds, milliseconds, since, toMicroseconds } from '../units.ts';
import { CpuStitcher } from './cpu-stitcher.ts';
import type { Instrument, InstrumentContext, ProducedFile } from './instrument.ts';
import { RunScope } from './run-scope.ts';

/** Without what comes with DevTools' own traces: a page that does much would fill the buffer with it. */
const traceConfig: Protocol.Tracing.TraceConfig = {
  recordMode: 'recordUntilFull',
  includedCategories: ['disabled-by-default-v8.cpu_profiler'],
  excludedCategories: ['*'],
};

/** Soon, so that whoever looks on sees what he has started. */
const firstTurn = milliseconds(3000);
/** A trace is told only when it ends; a small page has the next one running 100 ms later. */
const shortestTurn = milliseconds(10_000);
/** Where it takes longer, V8 having many functions to name, turns are longer: time that goes unrecorded comes to about 2 %. */
const turnsPerGap = 50;
/** Chrome's buffer is full after half an hour at the earliest. */
const longestTurn = milliseconds(300_000);

/** A page in one long task hands its part over when that is done. */
const longestEnd = milliseconds(60_000);

/**
 * The CPU profile of the page where the browser keeps V8's profiler from us: out of a trace, which an extension may have.
 * V8 samples it every 0.2 ms; what is nearer than the wanted interval is left out. The trace is ended and begun again every turn,
 * which shows the profile while it runs and keeps Chrome's buffer of 200 MB far from full: one that overflows loses the names of
 * functions.
 */
export class CpuTracing implements Instrument {
  readonly kind = 'cpu-profile';
  #scope: RunScope | null = null;
  #stitcher: CpuStitcher | null = null;
  #turn: Promise<void> = Promise.resolve();
  #tracing = false;

  constructor(
    private readonly options: CpuOptions,
    private readonly context: InstrumentContext,
  ) {}

  async start(): Promise<void> {
    const { clock, startedAt } = this.context;
    const scope = new RunScope(this.context);
    this.#scope = scope;
    try {
      await this.#begin();
    } catch (error) {
      scope.end();
      throw isOtherTrace(error) ? new HeapscopeError('trace-running', {}, { cause: error }) : error;
    }
    const offset = Math.round(toMicroseconds(since(startedAt, clock.now())));
    this.#stitcher = new CpuStitcher(microseconds(offset));
    this.#turnLater(scope, firstTurn);
  }

  async stop(): Promise<ProducedFile | null> {
    const scope = this.#scope;
    if (!scope?.open) return this.salvage();
    scope.end();
    await this.#turn;
    if (this.#tracing) await this.#readTurn();
    return this.salvage();
  }

  salvage(): ProducedFile | null {
    const profile = this.#stitcher?.profile();
    return profile ? { format: 'cpuprofile', text: JSON.stringify(profile) } : null;
  }

  async #begin(): Promise<void> {
    await this.context.session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
    this.#tracing = true;
  }

  #turnLater(scope: RunScope, delay: Milliseconds): void {
    scope.after(delay, () => {
      this.#turn = this.#turnOnce(scope);
    });
  }

  async #turnOnce(scope: RunScope): Promise<void> {
    const began = this.context.clock.now();
    try {
      if (this.#tracing) await this.#readTurn();
      if (!scope.open) return;
      await this.#begin();
      scope.answered();
    } catch (error) {
      if (!scope.bear(error)) return;
    }
    const gap = since(began, this.context.clock.now());
    this.#turnLater(scope, milliseconds(Math.min(Math.max(shortestTurn, gap * turnsPerGap), longestTurn)));
  }

  async #readTurn(): Promise<void> {
    const { isolate, clock, startedAt, emit } = this.context;
    const trace = new TraceProfileReader();
    const { dataLossOccurred } = await this.#end(events => trace.add(events));
    const time = since(startedAt, clock.now());
    for (const { profile } of trace.profiles(this.options.interval).page) {
      const turn = this.#stitcher?.add(profile);
      if (turn) emit({ kind: this.kind, isolate, time, ...turn });
    }
    if (dataLossOccurred)
      emit({
        kind: 'mark',
        time,
        mark: 'note',
        text: "Chrome's trace buffer was full: CPU samples are missing before here",
      });
  }

  /** Ends the trace and hands over its events, which come before the word that they are all. */
  async #end(take: (events: readonly TraceEvent[]) => void): Promise<Protocol.Tracing.TracingCompleteEvent> {
    const { session } = this.context;
    const stopTaking = session.on('Tracing.dataCollected', ({ value }) => take(value));
    const completion = this.#completion();
    try {
      await session.send('Tracing.end');
      this.#tracing = false;
      const complete = await completion.settled;
      if (complete) return complete;
      throw new HeapscopeError('command-timeout', { method: 'Tracing.end', seconds: longestEnd / 1000 });
    } finally {
      stopTaking();
      completion.forget();
    }
  }

  /** Settles with the end of the trace; with null when the session ends first, or when it takes too long. */
  #completion(): { readonly settled: Promise<Protocol.Tracing.TracingCompleteEvent | null>; forget(): void } {
    const { session, clock } = this.context;
    const releases: (() => void)[] = [];
    const settled = new Promise<Protocol.Tracing.TracingCompleteEvent | null>(resolve => {
      releases.push(
        session.on('Tracing.tracingComplete', resolve),
        session.onClose(() => resolve(null)),
        clock.after(longestEnd, () => resolve(null)),
      );
    });
    return {
      settled,
      forget: () => {
        for (const release of releases) release();
      },
    };
  }
}

function isOtherTrace(error: unknown): boolean {
  return error instanceof HeapscopeError && /already been started/.test(error.message);
}
