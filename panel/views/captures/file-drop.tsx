import { useEffect, useState } from 'preact/hooks';
import { usePanel } from '../context.ts';

/** Takes files that are dropped anywhere on the panel. True while files are held over it. */
function useFileDrop(onFiles: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const onDragOver = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const onDragLeave = (event: DragEvent) => {
      // Between two elements of the panel there is one to go to.
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      onFiles(files);
    };
    document.addEventListener('dragover', onDragOver, { signal });
    document.addEventListener('dragleave', onDragLeave, { signal });
    document.addEventListener('drop', onDrop, { signal });
    return () => listening.abort();
  }, [onFiles]);
  return over;
}

/** Imports dropped files, and says so while they are held over the panel. */
export function FileDrop() {
  const { library } = usePanel();
  const over = useFileDrop(library.importFiles);
  return over ? <div class="file-drop">Drop to import</div> : null;
}
