import { useRef } from 'preact/hooks';
import { usePanel } from '../context.ts';
import { ImportIcon } from '../toolbar/icons.tsx';

const accepted = '.heapprofile,.cpuprofile,.heapsnapshot,.heaptimeline,.heapscope,.hpm,.hpd,.hpc,.json,.gz';

/** Chooses files of Heapscope, of Chrome's own tools or of Node to be put into the library. */
export function ImportButton() {
  const { library } = usePanel();
  const field = useRef<HTMLInputElement>(null);
  const importing = library.importing.value;
  return (
    <>
      <button
        type="button"
        class="button plain"
        disabled={importing !== null}
        title={importing === null ? 'Open profiles, snapshots, coverage and recordings' : `Importing ${importing}`}
        onClick={() => field.current?.click()}
      >
        <ImportIcon />
        <span class="toolbar-word">Import</span>
      </button>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        accept={accepted}
        aria-label="Files to import"
        onChange={event => {
          const files = [...(event.currentTarget.files ?? [])];
          // So that the same file can be chosen again.
          event.currentTarget.value = '';
          void library.importFiles(files);
        }}
      />
    </>
  );
}
