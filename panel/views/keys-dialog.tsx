import { useCallback, useRef } from 'preact/hooks';
import { keepEscape } from '../widgets/keep-escape.ts';
import { shortcuts, useShortcuts } from './shortcuts.ts';
import './keys-dialog.css';

/** The list of keys, opened by `?`; also where the keys of the whole panel are listened for. */
export function KeysDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useShortcuts(useCallback(() => dialog.current?.showModal(), []));
  return (
    <dialog ref={dialog} class="keys-dialog" aria-labelledby="keys-heading" onKeyDown={keepEscape}>
      <h2 id="keys-heading">Keys</h2>
      <dl>
        {shortcuts.map(({ keys, does }) => (
          <div key={keys}>
            <dt>{keys}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit" class="button">
          Close
        </button>
      </form>
    </dialog>
  );
}
