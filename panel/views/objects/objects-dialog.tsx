import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Notice } from '../../../src/messages/contract.ts';
import type { Objects } from '../../state/objects.ts';
import { keepEscape } from '../../widgets/keep-escape.ts';
import { type Column, TreeTable } from '../../widgets/tree-table/tree-table.tsx';
import { propertySource } from './property-source.ts';
import './objects.css';

/** One object of the heap, its properties, and what can be done with it. */
export function ObjectsDialog({ objects }: { readonly objects: Objects }) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Not after the next frame: keys that come before it would go to the panel behind.
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="objects-dialog"
      aria-labelledby="objects-heading"
      onClose={objects.close}
      onKeyDown={keepEscape}
    >
      <div class="objects-head">
        <h2 id="objects-heading">Objects</h2>
        <form method="dialog">
          <button type="submit" class="button plain">
            Close
          </button>
        </form>
      </div>
      <Search objects={objects} />
      <Properties objects={objects} />
      <Actions objects={objects} />
      <Outcome notice={objects.outcome.value} />
    </dialog>
  );
}

function Search({ objects }: { readonly objects: Objects }) {
  return (
    <form
      class="objects-row"
      onSubmit={event => {
        event.preventDefault();
        void objects.look();
      }}
    >
      <input
        class="field"
        aria-label="Object id or expression"
        placeholder="@12345 from a heap snapshot, or an expression such as document.body"
        spellcheck={false}
        value={objects.wanted.value}
        onInput={event => {
          objects.wanted.value = event.currentTarget.value;
        }}
      />
      <button type="submit" class="button primary" disabled={objects.busy.value || !objects.wanted.value.trim()}>
        Look
      </button>
    </form>
  );
}

const columns: readonly Column[] = [
  { id: 'name', label: 'Property', width: 220, minWidth: 120 },
  { id: 'value', label: 'Value' },
];

function Properties({ objects }: { readonly objects: Objects }) {
  const tree = objects.tree.value;
  const source = useMemo(() => propertySource(tree), [tree]);
  return (
    <div class="objects-properties">
      <TreeTable
        label="Properties"
        columns={columns}
        source={source}
        selectedKey={objects.selected.value}
        onSelect={key => {
          objects.selected.value = key;
        }}
        onToggle={objects.toggle}
        onActivate={objects.toggle}
        empty="What you look at appears here. Getters are not called."
      />
    </div>
  );
}

function Actions({ objects }: { readonly objects: Objects }) {
  const value = objects.selectedValue.value;
  const busy = objects.busy.value;
  const isObject = typeof value?.handle === 'string';
  const isNode = isObject && value.subtype === 'node';
  const shown = objects.shown.value;
  const hasId = typeof shown?.heapObjectId === 'string';
  return (
    <div class="objects-actions">
      <div class="objects-row">
        <button type="button" class="button" disabled={busy || !isObject} onClick={objects.store}>
          Store as global variable
        </button>
        <button type="button" class="button" disabled={busy || !isNode} onClick={objects.reveal}>
          Reveal element
        </button>
        <span class="hint">
          A DOM node that is revealed is $0 in the Console, too. Any other object gets into the Console as a global
          variable.
        </span>
      </div>
      <form
        class="objects-row"
        onSubmit={event => {
          event.preventDefault();
          void objects.evaluate();
        }}
      >
        <input
          class="field"
          aria-label="Expression with $0"
          spellcheck={false}
          disabled={!hasId}
          value={objects.expression.value}
          onInput={event => {
            objects.expression.value = event.currentTarget.value;
          }}
        />
        <button type="submit" class="button" disabled={busy || !hasId}>
          Evaluate with $0
        </button>
      </form>
      {shown && !hasId && (
        <p class="hint">
          V8 has no id for it, so it cannot become $0: take a heap snapshot while it is there, and look again.
        </p>
      )}
    </div>
  );
}

function Outcome({ notice }: { readonly notice: Notice | null }) {
  return (
    <div role="status" aria-label="Outcome">
      {notice?.level === 'info' && <div class="message success">{notice.sentence}</div>}
      {notice?.level === 'error' && (
        <div class="message error">
          <span>
            <strong>{notice.error.sentence}</strong> {notice.error.advice}
          </span>
        </div>
      )}
    </div>
  );
}
