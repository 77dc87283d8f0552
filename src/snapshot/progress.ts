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
  /** Part of the stage that is done, 0 to 100; null when its size is not known. */
  readonly percent: number | null;
}

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

/** Tells the caller where the work is. @throws Cancelled */
export async function tell(watch: Watch, stage: Stage, percent: number | null): Promise<void> {
  if (watch.signal?.aborted) throw new Cancelled();
  await watch.onProgress?.({ stage, percent });
  if (watch.signal?.aborted) throw new Cancelled();
}
