import { type ComponentType, type FunctionComponent, h } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type ErrorReport, HeapscopeError, reportOf } from '../../src/errors/heapscope-error.ts';
import { lateStyles } from './late-styles.ts';

/** A view whose code and styles are loaded when it is first shown, and kept. Props are handed on as they are. */
export function lateView<Props extends object>(load: () => Promise<ComponentType<Props>>): FunctionComponent<Props> {
  let View: ComponentType<Props> | null = null;
  return function LateView(props: Props) {
    const [attempt, setAttempt] = useState<Attempt>({ error: null });
    useEffect(() => {
      if (View || attempt.error) return;
      let wanted = true;
      Promise.all([load(), lateStyles()]).then(
        ([loaded]) => {
          View = loaded;
          if (wanted) setAttempt({ error: null });
        },
        (cause: unknown) => {
          if (wanted) setAttempt({ error: reportOf(new HeapscopeError('view-not-loaded', {}, { cause })) });
        },
      );
      return () => {
        wanted = false;
      };
    }, [attempt]);
    if (View) return h(View, props);
    if (!attempt.error) return <Waiting />;
    return <NotLoaded error={attempt.error} onTryAgain={() => setAttempt({ error: null })} />;
  };
}

/** One try to load a view: how it failed, or null while it has not. */
interface Attempt {
  readonly error: ErrorReport | null;
}

/** Code comes from the disk in a few milliseconds: a word about it that goes at once would only flash. */
const silentFor = 300;

function Waiting() {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), silentFor);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="empty-state" aria-busy="true">
      {isLong && 'Loading'}
    </div>
  );
}

function NotLoaded({ error, onTryAgain }: { readonly error: ErrorReport; onTryAgain(): void }) {
  return (
    <p class="message error" role="alert">
      {error.sentence} {error.advice}{' '}
      <button type="button" class="button" onClick={onTryAgain}>
        Try again
      </button>
    </p>
  );
}
