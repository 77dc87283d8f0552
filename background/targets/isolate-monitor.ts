import type { Clock } from '../../src/clock.ts';
import type { IsolateState } from '../../src/messages/contract.ts';
import { isolateLabel, uniqueLabel } from '../../src/recording/isolate-label.ts';
import { slopeOf } from '../../src/recording/trend.ts';
import { bytes, milliseconds } from '../../src/units.ts';
import type { TabIsolate, TabIsolates } from './tab-isolates.ts';

/** As in the Memory panel of DevTools. */
const readEvery = milliseconds(2000);
/** An isolate that is busy for longer has no figure this time; the others do not wait for it. */
const answerWithin = milliseconds(500);
const trendOver = milliseconds(120_000);
/** A line through fewer readings says more of the last garbage collection than of the page. */
const fewestReadings = 5;

interface Readings {
  readonly times: number[];
  readonly sizes: number[];
}

/** Reads the live size of every isolate of a tab, for the picker of isolates. */
export class IsolateMonitor {
  readonly #readings = new Map<TabIsolate, Readings>();
  readonly #labels = new Map<TabIsolate, string>();
  /** Those that have not answered yet. */
  readonly #asked = new Set<TabIsolate>();
  #stopped = false;
  #stops: (() => void)[] = [];
  #cancelTimer = () => {};

  constructor(
    private readonly isolates: TabIsolates,
    private readonly clock: Clock,
    private readonly changed: () => void,
  ) {}

  start(): void {
    this.#stops = [
      this.isolates.watch({
        appeared: () => this.changed(),
        renamed: isolate => {
          this.#labels.delete(isolate);
          this.changed();
        },
        vanished: isolate => {
          this.#readings.delete(isolate);
          this.#labels.delete(isolate);
          this.changed();
        },
      }),
    ];
    void this.#readAll();
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#cancelTimer();
    this.#cancelTimer = () => {};
    this.#stopped = true;
  }

  get states(): IsolateState[] {
    return this.isolates.present.map(isolate => {
      const { times, sizes } = this.#readingsOf(isolate);
      const last = sizes.at(-1);
      return {
        ...isolate.name,
        label: this.#labelOf(isolate),
        liveBytes: last === undefined ? null : bytes(last),
        // Times are in milliseconds.
        trend: times.length < fewestReadings ? null : 1000 * slopeOf(times, sizes),
      };
    });
  }

  async #readAll(): Promise<void> {
    const free = this.isolates.present.filter(isolate => !this.#asked.has(isolate));
    const answered = Promise.all(free.map(isolate => this.#read(isolate)));
    const late = new Promise<void>(resolve => {
      this.#cancelTimer = this.clock.after(answerWithin, resolve);
    });
    await Promise.race([answered, late]);
    if (this.#stopped) return;
    this.#cancelTimer();
    this.changed();
    this.#cancelTimer = this.clock.after(readEvery, () => void this.#readAll());
  }

  async #read(isolate: TabIsolate): Promise<void> {
    this.#asked.add(isolate);
    const usage = await isolate.session.send('Runtime.getHeapUsage').catch(() => null);
    this.#asked.delete(isolate);
    // A busy or crashed page has no figure now; an isolate that has gone needs none.
    if (!usage || !this.isolates.present.includes(isolate)) return;
    const { times, sizes } = this.#readingsOf(isolate);
    const now = this.clock.now();
    times.push(now);
    sizes.push(usage.usedSize + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0));
    while ((times[0] ?? now) < now - trendOver) {
      times.shift();
      sizes.shift();
    }
  }

  #readingsOf(isolate: TabIsolate): Readings {
    const known = this.#readings.get(isolate);
    if (known) return known;
    const readings = { times: [], sizes: [] };
    this.#readings.set(isolate, readings);
    return readings;
  }

  #labelOf(isolate: TabIsolate): string {
    const known = this.#labels.get(isolate);
    if (known !== undefined) return known;
    const label = uniqueLabel(isolateLabel(isolate.name), new Set(this.#labels.values()));
    this.#labels.set(isolate, label);
    return label;
  }
}
