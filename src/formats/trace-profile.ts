import type { Protocol } from 'devtools-protocol';
import { type ProfileChunk, ProfilePieces } from './trace-profile-pieces.ts';

type Profile = Protocol.Profiler.Profile;

/** What is read of an event of Chrome's trace format. */
export interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  /** Tells the profiles of one process apart. */
  readonly id?: string;
  readonly args?: { readonly name?: unknown; readonly data?: TraceData };
}

interface TraceData extends ProfileChunk, TraceFrame {
  /** Who asked V8 for the profile. */
  readonly source?: string;
  readonly frames?: readonly TraceFrame[];
}

interface TraceFrame {
  readonly parent?: string;
  readonly processId?: number;
}

/** The CPU profile of one thread, in Chrome's own form, its samples in order of time. */
export interface ThreadProfile {
  readonly pid: number;
  readonly tid: number;
  /** Chrome's name of the thread: `DedicatedWorker thread`, …; empty when the trace does not say. */
  readonly thread: string;
  readonly profile: Profile;
}

export interface TraceProfiles {
  /** Those of the page's main thread, one for each process that the page lived in, in order of time and without overlap. */
  readonly page: readonly ThreadProfile[];
  /** Those of the other threads: workers, and other pages when the trace holds them. */
  readonly others: readonly ThreadProfile[];
}

interface TracedProfile {
  readonly pid: number;
  readonly pieces: ProfilePieces;
  source: string;
  /** From its head; null as long as that has not come. */
  head: { readonly tid: number; readonly startTime: number } | null;
}

interface TracedThread extends Omit<ThreadProfile, 'profile'> {
  readonly startTime: number;
  readonly source: string;
  readonly pieces: ProfilePieces;
}

const mainThread = 'CrRendererMain';
/** Others may have V8 profile the same thread: what the browser asked for counts first, then `console.profile`, as in DevTools. */
const bestSources = ['Internal', 'Inspector'];

/**
 * Puts together the CPU profiles that a trace with the category `disabled-by-default-v8.cpu_profiler` holds in pieces, one head
 * (`Profile`) and chunks (`ProfileChunk`) each; after `models/trace/handlers/SamplesHandler.ts` of DevTools.
 */
export class TraceProfileReader {
  readonly #profiles = new Map<string, TracedProfile>();
  readonly #threadNames = new Map<string, string>();
  readonly #pageProcesses = new Set<number>();

  add(events: readonly TraceEvent[]): void {
    for (const event of events) this.#take(event);
  }

  /** What has come so far. @param interval time between samples that are kept, in microseconds; 0 keeps all. */
  profiles(interval = 0): TraceProfiles {
    const threads = this.#threads().sort((a, b) => a.startTime - b.startTime);
    const pages = threads.filter(thread => this.#isPage(thread));
    return {
      // The process that a page has left goes on being profiled.
      page: pages.flatMap((thread, i) => assembled(thread, interval, pages[i + 1]?.startTime)),
      others: threads.filter(thread => !this.#isPage(thread)).flatMap(thread => assembled(thread, interval)),
    };
  }

  #take(event: TraceEvent): void {
    const { name, pid, tid, ts, args } = event;
    switch (name) {
      case 'thread_name':
        this.#threadNames.set(`${pid}:${tid}`, String(args?.name));
        return;
      case 'TracingStartedInBrowser':
        for (const frame of args?.data?.frames ?? []) this.#takeFrame(frame);
        return;
      case 'FrameCommittedInBrowser':
        this.#takeFrame(args?.data ?? {});
        return;
      case 'Profile':
        // `args.data.startTime` is in the time of another clock than the rest of the trace.
        this.#profileOf(event).head = { tid, startTime: ts };
        return;
      case 'ProfileChunk':
        // Sent by a thread of its own: which one was sampled stands in the head alone.
        this.#profileOf(event).pieces.add(args?.data ?? {});
    }
  }

  #takeFrame({ parent, processId }: TraceFrame): void {
    if (!parent && processId !== undefined) this.#pageProcesses.add(processId);
  }

  #profileOf({ pid, id = '', args }: TraceEvent): TracedProfile {
    const key = `${pid}:${id}`;
    const profile = this.#profiles.get(key) ?? { pid, pieces: new ProfilePieces(), source: '', head: null };
    this.#profiles.set(key, profile);
    profile.source = args?.data?.source ?? profile.source;
    return profile;
  }

  /** One profile for each thread. Chunks whose head was lost belong to none. */
  #threads(): TracedThread[] {
    const threads = new Map<string, TracedThread>();
    for (const { pid, pieces, source, head } of this.#profiles.values()) {
      if (!head) continue;
      const key = `${pid}:${head.tid}`;
      const other = threads.get(key);
      if (other && rank(other.source) <= rank(source)) continue;
      threads.set(key, { pid, ...head, thread: this.#threadNames.get(key) ?? '', source, pieces });
    }
    return [...threads.values()];
  }

  /** A trace taken through a page's own session holds that page's processes alone and names no frames. */
  #isPage({ thread, pid }: TracedThread): boolean {
    return thread === mainThread && (this.#pageProcesses.size === 0 || this.#pageProcesses.has(pid));
  }
}

function rank(source: string): number {
  const place = bestSources.indexOf(source);
  return place === -1 ? bestSources.length : place;
}

function assembled(thread: TracedThread, interval: number, end?: number): ThreadProfile[] {
  const { pieces, startTime, pid, tid, thread: name } = thread;
  const profile = pieces.profile(startTime, interval, end);
  return profile ? [{ pid, tid, thread: name, profile }] : [];
}
