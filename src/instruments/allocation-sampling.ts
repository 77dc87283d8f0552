import type { Protocol } from 'devtools-protocol';
import type { SamplingOptions } from '../recording/options.ts';
import { type Milliseconds, milliseconds, since } from '../units.ts';
import type { Instrument, InstrumentContext, ProducedFile } from './instrument.ts';
import { RunScope } from './run-scope.ts';
import { SamplingDiffer } from './sampling-differ.ts';

type Profile = Protocol.HeapProfiler.SamplingHeapProfile;

const firstPollAfter = milliseconds(300);
const shortestPause = milliseconds(250);

/**
 * V8's sampling heap profiler. Every poll forces a full garbage collection in the page, so that polls are spaced by what they cost:
 * one that took d ms is followed by a pause of d / budget.
 */
export class AllocationSampling implements Instrument {
  readonly kind = 'allocation-sampling';
  readonly #differ = new SamplingDiffer();
  #scope: RunScope | null = null;
  #poll: Promise<void> = Promise.resolve();
  #last: Profile | null = null;

  constructor(
    private readonly options: SamplingOptions,
    private readonly context: InstrumentContext,
  ) {}

  async start(): Promise<void> {
    const { session } = this.context;
    const scope = new RunScope(this.context);
    this.#scope = scope;
    try {
      await session.send('HeapProfiler.enable');
      await session.send('HeapProfiler.startSampling', {
        samplingInterval: this.options.interval,
        stackDepth: this.options.stackDepth,
        includeObjectsCollectedByMajorGC: this.options.includeCollectedByMajorGC,
        includeObjectsCollectedByMinorGC: this.options.includeCollectedByMinorGC,
      });
    } catch (error) {
      scope.end();
      await scope.sendQuietly('HeapProfiler.stopSampling');
      throw error;
    }
    this.#pollAfter(scope, firstPollAfter);
  }

  async stop(): Promise<ProducedFile | null> {
    const scope = this.#scope;
    if (!scope?.open) return this.salvage();
    scope.end();
    await this.#poll;
    await this.#read('HeapProfiler.stopSampling');
    return this.salvage();
  }

  salvage(): ProducedFile | null {
    return this.#last && { format: 'heapprofile', text: JSON.stringify(this.#last) };
  }

  #pollAfter(scope: RunScope, pause: Milliseconds): void {
    scope.after(pause, () => {
      this.#poll = this.#pollOnce(scope);
    });
  }

  async #pollOnce(scope: RunScope): Promise<void> {
    try {
      const took = await this.#read('HeapProfiler.getSamplingProfile');
      scope.answered();
      this.#pollAfter(scope, milliseconds(Math.max(shortestPause, took / this.options.budget)));
    } catch (error) {
      if (!scope.open) return;
      if (scope.bear(error)) this.#pollAfter(scope, shortestPause);
      else await scope.sendQuietly('HeapProfiler.stopSampling');
    }
  }

  /** Reads the profile and returns what that cost the page. */
  async #read(method: 'HeapProfiler.getSamplingProfile' | 'HeapProfiler.stopSampling'): Promise<Milliseconds> {
    const { session, isolate, clock, startedAt, emit } = this.context;
    // A busy page answers late, which is no cost of ours. It takes commands in order: when it answers this one, which does
    // nothing (the domain is on already), it turns to ours.
    const begun = session.send('HeapProfiler.enable').then(() => clock.now());
    const [begunAt, { profile }] = await Promise.all([begun, session.send(method)]);
    const repliedAt = clock.now();
    const pollDuration = since(begunAt, repliedAt);
    this.#last = profile;
    emit({
      kind: this.kind,
      isolate,
      time: since(startedAt, repliedAt),
      pollDuration,
      ...this.#differ.difference(profile),
    });
    return pollDuration;
  }
}
