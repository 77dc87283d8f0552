import type { ErrorReport } from '../../src/errors/heapscope-error.ts';

/** Stands in the place of a capture that cannot be read. */
export function LoadFailure({ error: { sentence, advice } }: { readonly error: ErrorReport }) {
  return (
    <p class="message error" role="alert">
      {sentence} {advice}
    </p>
  );
}
