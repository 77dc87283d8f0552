import type { Progress, Watch } from '../../src/snapshot/progress.ts';
import type { SnapshotListener } from './contract.ts';

/** Milliseconds between two reports on one stage: a person reads no faster. */
const reportEvery = 100;

/** Reports each new stage at once and its progress now and then. With each report the worker takes what messages have come meanwhile. */
export function watchFor(listener: SnapshotListener, signal?: AbortSignal): Watch {
  let stage: Progress['stage'] | null = null;
  let last = 0;
  return {
    signal,
    onProgress(progress) {
      const now = performance.now();
      if (progress.stage === stage && now - last < reportEvery) return;
      stage = progress.stage;
      last = now;
      listener.progress(progress);
      return new Promise(resolve => setTimeout(resolve));
    },
  };
}
