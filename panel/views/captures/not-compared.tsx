import { baseOf } from '../../state/comparison.ts';
import { usePanel } from '../context.ts';
import { captureName } from './capture-texts.ts';

/** Says above a view without comparison, while the others compare, that it is of one capture. @param what it shows. */
export function NotCompared({ what }: { readonly what: string }) {
  const base = baseOf(usePanel().state);
  return (
    base && (
      <p class="legend">
        {what} of this capture alone, not compared with {captureName(base, null)}
      </p>
    )
  );
}
