export const stages = [
  'reading the header',
  'reading nodes',
  'reading edges',
  'reading traces',
  'reading strings',
  'following DOM nodes',
  'weighing nodes',
  'measuring distances',
  'walking the graph',
  'finding dominators',
  'adding up retained sizes',
  'naming classes',
  'looking for leaks',
] as const;
export type Stage = (typeof stages)[number];

export interface Progress {
  readonly stage: Stage;
  /** Part of the whole work that is done, 0 to 100; null when that is not known. */
  readonly percent: number | null;
}

/** How much of opening is done when each stage behind reading begins, in percent: shares of the time at 106 and 732 MB. */
export const doneBefore = {
  'following DOM nodes': 30,
  'weighing nodes': 31,
  'measuring distances': 32,
  'walking the graph': 37,
  'finding dominators': 58,
  'adding up retained sizes': 88,
  'naming classes': 94,
} as const satisfies Partial<Record<Stage, number>>;

/** What a caller wants of a long computation. */
export interface Watch {
  /** Told when a stage begins and as it goes on; when it gives a promise, work waits for it: time for the host to take a message. */
  onProgress?(progress: Progress): void | Promise<void>;
  /** Looked at together with each progress: once set, the work ends with `Cancelled`. */
  readonly signal?: { readonly aborted: boolean } | undefined;
}

/** The caller did not want to wait any longer. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}

/** The same for the first part of some work, which is `share` percent of it. */
export function ofFirstPart({ onProgress, signal }: Watch, share: number): Watch {
  if (!onProgress) return { signal };
  return {
    signal,
    onProgress: ({ stage, percent }) =>
      onProgress({ stage, percent: percent === null ? null : (percent * share) / 100 }),
  };
}

/** Tells the caller where the work is. @throws Cancelled */
export async function tell(watch: Watch, stage: Stage, percent: number | null): Promise<void> {
  if (watch.signal?.aborted) throw new Cancelled();
  await watch.onProgress?.({ stage, percent });
  if (watch.signal?.aborted) throw new Cancelled();
}
