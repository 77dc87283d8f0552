import type { CaptureSummary } from '../../src/captures/capture-summary.ts';
import { CallTreeView } from './calltree/calltree-view.tsx';
import { useViewTab } from './calltree/view-tabs.ts';
import { usePanel } from './context.ts';
import { ClassesCapture, CoverageCapture, DetachedCapture, SnapshotView } from './late-views.ts';
import { StripView } from './timeline/strip-view.tsx';

/** What was captured: a recording as strip and trees, a snapshot by what its header says. */
export function CaptureView({ capture }: { readonly capture: CaptureSummary }) {
  if (capture.kind === 'snapshot') return <SnapshotView capture={capture} />;
  if (capture.kind === 'classes') return <ClassesCapture capture={capture} />;
  if (capture.kind === 'detached') return <DetachedCapture capture={capture} />;
  if (capture.kind === 'coverage') return <CoverageCapture capture={capture} />;
  return <RecordingView capture={capture} />;
}

function RecordingView({ capture }: { readonly capture: CaptureSummary }) {
  const strip = usePanel().analysis.strip.value;
  // The objects of a timeline have a strip of their own; a profile from a file knows no time.
  const hasStrip = useViewTab() !== 'objects' && capture.kind === 'recording';
  return (
    <section class="capture-view" aria-label="Recording">
      {capture.state.kind === 'partial' && (
        <p class="message warning">This recording is not complete. {capture.state.reason}</p>
      )}
      {hasStrip && <div class="capture-strip">{strip && <StripView strip={strip} />}</div>}
      <CallTreeView />
    </section>
  );
}
