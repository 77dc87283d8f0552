import { useRef } from 'preact/hooks';
import type { CaptureSummary } from '../../../src/captures/capture-summary.ts';
import { readClasses } from '../../../src/formats/classes.ts';
import { useCaptureFile } from '../../state/capture-file.ts';
import { usePanel } from '../context.ts';
import { LoadFailure } from '../load-failure.tsx';
import { lookBefore } from './class-rows.ts';
import { ClassesView, type ClassesViewProps } from './classes-view.tsx';
import './classes.css';

/** A class histogram of the library, beside the one before it. */
export function ClassesCapture({ capture }: { readonly capture: CaptureSummary }) {
  const { state } = usePanel();
  const earlier = lookBefore(capture, state.captures.value);
  const now = useCaptureFile(capture, readClasses);
  const before = useCaptureFile(earlier, readClasses);
  // While the next is on its way the last one stays, and with it what was typed to filter it.
  const shown = useRef<ClassesViewProps | null>(null);
  if (now.kind === 'failed') return <LoadFailure error={now.error} />;
  if (now.kind === 'loaded' && now.value && before.kind !== 'loading')
    shown.current = {
      classes: now.value,
      // An earlier look that cannot be read is no reason not to show this one.
      before: before.kind === 'loaded' ? before.value : null,
      beforeName: earlier ? new Date(earlier.startedAt).toLocaleTimeString() : '',
    };
  return shown.current ? (
    <section class="capture-view" aria-label="Class histogram">
      <ClassesView {...shown.current} />
    </section>
  ) : null;
}
