import type { SnapshotSink } from '../captures/snapshot-sink.ts';
import type { TimelineOptions } from '../recording/options.ts';
import { epochMilliseconds, since } from '../units.ts';
import type { Instrument, InstrumentContext, ProducedFile } from './instrument.ts';
import { isRefusal, RunScope } from './run-scope.ts';
import { everythingInIt, receiveSnapshot, type SnapshotStep } from './snapshot-stream.ts';

/** Where the allocation timeline leaves its file when it stops. */
export interface TimelineSinks {
  readonly openTimeline: () => Promise<SnapshotSink>;
  readonly onProgress: (step: SnapshotStep) => void;
}

/**
 * V8's heap object tracking. Each of its ticks, about 50 ms apart, opens a fragment for the objects allocated since the last
 * (fragment 0 holds the heap as it was before) and tells which older fragments have shrunk.
 */
export class AllocationTimeline implements Instrument {
  readonly kind = 'allocation-timeline';
  #scope: RunScope | null = null;
  /** Index of V8's fragment 0: V8 counts from 0 again when the page moves to another process. */
  #base = 0;
  #fragments = 0;
  /** For each of our fragments, whether objects of it are alive. */
  #alive: boolean[] = [];

  constructor(
    private readonly options: TimelineOptions,
    private readonly context: InstrumentContext,
    private readonly sinks: TimelineSinks,
  ) {}

  async start(): Promise<void> {
    const { session } = this.context;
    const scope = new RunScope(this.context);
    this.#scope = scope;
    let mayBeOn = false;
    try {
      await session.send('HeapProfiler.enable');
      scope.on('HeapProfiler.heapStatsUpdate', ({ statsUpdate }) => this.#update(statsUpdate));
      scope.on('HeapProfiler.lastSeenObjectId', ({ lastSeenObjectId, timestamp }) => {
        const none = { fragment: new Uint32Array(0), count: new Uint32Array(0), size: new Float64Array(0) };
        this.#emit({ ...none, lastSeen: { objectId: lastSeenObjectId, timestamp: epochMilliseconds(timestamp) } });
      });
      scope.on('HeapProfiler.resetProfiles', () => this.#startAgain());
      mayBeOn = true;
      await session.send('HeapProfiler.startTrackingHeapObjects', { trackAllocations: this.options.stacks });
    } catch (error) {
      scope.end();
      // Turning tracking off makes V8 write a whole snapshot, so it is not asked to when it said that nothing is on.
      if (mayBeOn && !isRefusal(error)) {
        await scope.sendQuietly('HeapProfiler.stopTrackingHeapObjects', { reportProgress: false });
      }
      throw error;
    }
  }

  async stop(): Promise<ProducedFile | null> {
    const { session } = this.context;
    const scope = this.#scope;
    if (!scope?.open) return null;
    const sink = await this.sinks.openTimeline();
    try {
      const method = 'HeapProfiler.stopTrackingHeapObjects';
      const command = () => session.send(method, everythingInIt);
      const bytes = await receiveSnapshot(session, method, command, sink, this.sinks.onProgress);
      return { format: 'heaptimeline', bytes };
    } finally {
      scope.end();
    }
  }

  /** The file comes from V8 when it stops: without the browser there is none. */
  salvage(): null {
    return null;
  }

  /** @param triplets fragment index, objects alive, bytes alive, and again. */
  #update(triplets: readonly number[]): void {
    const length = Math.floor(triplets.length / 3);
    const fragment = new Uint32Array(length);
    const count = new Uint32Array(length);
    const size = new Float64Array(length);
    for (let i = 0; i < length; i++) {
      fragment[i] = this.#base + (triplets[3 * i] ?? 0);
      count[i] = triplets[3 * i + 1] ?? 0;
      size[i] = triplets[3 * i + 2] ?? 0;
      this.#alive[fragment[i] as number] = count[i] !== 0;
      this.#fragments = Math.max(this.#fragments, (fragment[i] as number) + 1);
    }
    this.#emit({ fragment, count, size, lastSeen: null });
  }

  /** The page moved to another process, where V8 tracks on from nothing: all earlier objects are gone. */
  #startAgain(): void {
    const fragment = Uint32Array.from(this.#alive.keys()).filter(index => this.#alive[index]);
    const count = new Uint32Array(fragment.length);
    const size = new Float64Array(fragment.length);
    this.#alive = [];
    this.#base = this.#fragments;
    if (fragment.length > 0) this.#emit({ fragment, count, size, lastSeen: null });
  }

  #emit(row: {
    fragment: Uint32Array;
    count: Uint32Array;
    size: Float64Array;
    lastSeen: { objectId: number; timestamp: ReturnType<typeof epochMilliseconds> } | null;
  }): void {
    const { isolate, clock, startedAt, emit } = this.context;
    emit({ kind: this.kind, isolate, time: since(startedAt, clock.now()), ...row });
  }
}
