import type { CaptureSummary } from '../../../src/captures/capture-summary.ts';
import { readClasses } from '../../../src/formats/classes.ts';
import { useCaptureFile } from '../../state/capture-file.ts';
import { usePanel } from '../context.ts';
import { LoadFailure } from '../load-failure.tsx';
import { lookBefore } from './class-rows.ts';
import { ClassesView } from './classes-view.tsx';
import './classes.css';

const file = 'classes.json';

/** A class histogram of the library, beside the one before it. */
export function ClassesCapture({ capture }: { readonly capture: CaptureSummary }) {
  const { state } = usePanel();
  const earlier = lookBefore(capture, state.captures.value);
  const now = useCaptureFile(capture.id, file, readClasses);
  const before = useCaptureFile(earlier?.id ?? null, file, readClasses);
  if (now.kind === 'failed') return <LoadFailure error={now.error} />;
  if (now.kind === 'loading' || now.value === null || before.kind === 'loading') return null;
  return (
    <section class="capture-view" aria-label="Class histogram">
      <ClassesView
        classes={now.value}
        // An earlier look that cannot be read is no reason not to show this one.
        before={before.kind === 'loaded' ? before.value : null}
        beforeName={earlier ? new Date(earlier.startedAt).toLocaleTimeString() : ''}
      />
    </section>
  );
}
