import { isRefusal } from '../../src/instruments/run-scope.ts';
import type { MarkKind } from '../../src/recording/rows.ts';
import type { TabSession } from '../targets/tab-session.ts';

/** Tells of what happens to the page while it is recorded. Returns what ends it. */
export async function watchPage(
  session: TabSession,
  mark: (mark: MarkKind, text: string) => void,
): Promise<() => void> {
  const stops = [
    session.on('Page.frameNavigated', ({ frame, type }) => {
      if (frame.parentId !== undefined) return;
      mark('navigation', type === 'BackForwardCacheRestore' ? `${frame.url} (from the back/forward cache)` : frame.url);
    }),
    session.onCrash(() => mark('tab-crashed', 'The page crashed')),
  ];
  // What the marks need is no reason not to record: a browser may refuse these two.
  const unlessRefused = (error: unknown) => {
    if (!isRefusal(error)) throw error;
  };
  await Promise.all([
    session.send('Page.enable').catch(unlessRefused),
    session.send('Inspector.enable').catch(unlessRefused),
  ]);
  return () => {
    for (const stop of stops) stop();
  };
}
