import type { CaptureSummary } from '../../../src/captures/capture-summary.ts';
import { readDetached } from '../../../src/formats/detached.ts';
import { useCaptureFile } from '../../state/capture-file.ts';
import { LoadFailure } from '../load-failure.tsx';
import { DetachedView } from './detached-view.tsx';
import './detached.css';

/** A list of detached DOM trees of the library. */
export function DetachedCapture({ capture }: { readonly capture: CaptureSummary }) {
  const dom = useCaptureFile(capture, readDetached);
  if (dom.kind === 'failed') return <LoadFailure error={dom.error} />;
  if (dom.kind === 'loading' || dom.value === null) return null;
  return (
    <section class="capture-view" aria-label="Detached DOM">
      <DetachedView key={capture.id} dom={dom.value} />
    </section>
  );
}
