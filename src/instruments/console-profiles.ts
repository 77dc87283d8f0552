import type { Protocol } from 'devtools-protocol';
import type { TargetSession } from '../cdp/target-session.ts';
import { writeCpuProfile } from '../formats/cpuprofile.ts';
import { type Milliseconds, microseconds, toMilliseconds } from '../units.ts';

/** A CPU profile that the page's own `console.profile` made. */
export interface ConsoleProfile {
  /** What the page called it. */
  readonly name: string;
  /** Where `console.profileEnd` was called, as `https://page.test/app.js:12`; null when no sample was in that script. */
  readonly place: string | null;
  readonly duration: Milliseconds;
  /** The `.cpuprofile`, as V8 gives it. */
  readonly text: string;
}

export interface ConsoleProfileWatcher {
  started(name: string): void;
  finished(profile: ConsoleProfile): void;
}

/** V8 calls a profile without a name so, and in Chrome `console.profileEnd()` ends no other. */
const unnamed = 'default';

/**
 * Tells of the page's `console.profile` and `console.profileEnd`; several may run at once, also under one name. V8 gives out a profile only
 * when it is ended under its own name: what the page leaves running is lost when it is left. The returned function ends the watch.
 */
export async function watchConsoleProfiles(
  session: TargetSession,
  watcher: ConsoleProfileWatcher,
): Promise<() => void> {
  const stopListening = [
    session.on('Profiler.consoleProfileStarted', ({ title }) => watcher.started(nameOf(title))),
    session.on('Profiler.consoleProfileFinished', event => watcher.finished(consoleProfile(event))),
  ];
  const stop = () => {
    for (const release of stopListening) release();
  };
  await session.send('Profiler.enable').catch((error: unknown) => {
    stop();
    throw error;
  });
  return stop;
}

function consoleProfile({ title, location, profile }: Protocol.Profiler.ConsoleProfileFinishedEvent): ConsoleProfile {
  return {
    name: nameOf(title),
    place: placeOf(location, profile),
    duration: toMilliseconds(microseconds(profile.endTime - profile.startTime)),
    text: writeCpuProfile(profile),
  };
}

const nameOf = (title = ''): string => (title === '' || title === unnamed ? 'console.profile' : title);

/** The event names its script by id alone; the address stands in the profile, if it has a sample there. */
function placeOf(location: Protocol.Debugger.Location, { nodes }: Protocol.Profiler.Profile): string | null {
  const url = nodes.find(({ callFrame }) => callFrame.scriptId === location.scriptId)?.callFrame.url;
  return url ? `${url}:${location.lineNumber + 1}` : null;
}
