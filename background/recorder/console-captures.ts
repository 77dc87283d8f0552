import { pathIn } from '../../src/captures/library.ts';
import { writeWhole } from '../../src/captures/whole-file.ts';
import { type ConsoleProfile, watchConsoleProfiles } from '../../src/instruments/console-profiles.ts';
import type { PageName } from '../../src/messages/contract.ts';
import { epochMilliseconds } from '../../src/units.ts';
import type { TabIsolate, TabIsolates } from '../targets/tab-isolates.ts';
import { captureOneFile } from './one-file.ts';
import type { RecordingHost } from './recording.ts';

export interface ConsoleCapturesHost extends RecordingHost {
  /** The page has started a profile of its own. */
  started(name: string): void;
  /** One is finished and in the library. */
  captured(captureId: string): void;
  failed(error: unknown): void;
}

const fileName = 'profile.cpuprofile';

/** Makes a capture of every profile that the page, its frames and workers take with `console.profile`. */
export class ConsoleCaptures {
  readonly #stops: (() => void)[] = [];
  #stopped = false;

  constructor(
    private readonly isolates: TabIsolates,
    private readonly host: ConsoleCapturesHost,
  ) {}

  start(): void {
    this.#stops.push(this.isolates.watch({ appeared: isolate => this.#watch(isolate), vanished() {}, renamed() {} }));
    for (const isolate of this.isolates.present) void this.#watch(isolate);
  }

  stop(): void {
    this.#stopped = true;
    for (const stop of this.#stops.splice(0)) stop();
  }

  async #watch(isolate: TabIsolate): Promise<void> {
    const stop = await watchConsoleProfiles(isolate.session, {
      started: name => this.host.started(name),
      finished: profile => void this.#keep(profile).catch(error => this.host.failed(error)),
      // An isolate that has no profiler makes no profiles.
    }).catch(() => () => {});
    if (this.#stopped) stop();
    else this.#stops.push(stop);
  }

  async #keep({ name, text, duration, place }: ConsoleProfile): Promise<void> {
    const { store, clock } = this.host;
    const content = new TextEncoder().encode(text);
    const { id } = await captureOneFile(
      {
        kind: 'profile',
        format: 'cpuprofile',
        fileName,
        page: await this.#page(),
        name,
        origin: 'console.profile',
        note: place ? `Ended at ${place}` : '',
        startedAt: epochMilliseconds(clock.now() - duration),
        duration,
        instruments: ['cpu-profile'],
        write: captureId => writeWhole(store, pathIn(captureId, fileName), content),
      },
      this.host,
    );
    this.host.captured(id);
  }

  async #page(): Promise<PageName> {
    const answer = await this.isolates.page.session.send('Target.getTargetInfo', {}).catch(() => null);
    return answer?.targetInfo ?? { url: '', title: '' };
  }
}
