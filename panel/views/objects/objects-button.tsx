import { useEffect } from 'preact/hooks';
import type { Objects } from '../../state/objects.ts';
import { ObjectsDialog } from '../late-views.ts';

export interface ObjectsButtonProps {
  readonly objects: Objects;
  /** Whether the page's heap profiler can be reached. */
  readonly available: boolean;
}

/** Opens the dialog on single objects of the heap. */
export function ObjectsButton({ objects, available }: ObjectsButtonProps) {
  // DevTools may be closed with the dialog open: the page gets its objects back all the same.
  useEffect(() => {
    addEventListener('pagehide', objects.close);
    return () => removeEventListener('pagehide', objects.close);
  }, [objects]);
  return (
    <>
      <button
        type="button"
        class="button plain"
        disabled={!available}
        aria-haspopup="dialog"
        title={available ? 'Look at one object: by its id or by an expression' : 'Needs full access: press Connect'}
        onClick={objects.open}
      >
        <ObjectIcon />
        <span class="toolbar-word">Objects</span>
      </button>
      {objects.isOpen.value && <ObjectsDialog objects={objects} />}
    </>
  );
}

function ObjectIcon() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path
        d="M8 2.2 13 5v6l-5 2.8L3 11V5zM3.2 5.1 8 7.8l4.8-2.7M8 7.8v5.8"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linejoin="round"
      />
    </svg>
  );
}
