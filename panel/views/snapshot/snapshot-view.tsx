import './snapshot.css';
import { useMemo } from 'preact/hooks';
import type { CaptureFile, CaptureSummary } from '../../../src/captures/capture-summary.ts';
import { type SnapshotClient, snapshotOf } from '../../state/snapshot-client.ts';
import { LoadFailure } from '../load-failure.tsx';
import { Loading } from './loading.tsx';
import { OpenedSnapshot } from './opened-snapshot.tsx';

/** A capture that is a heap snapshot or an allocation timeline. */
export function SnapshotView({ capture }: { readonly capture: CaptureSummary }) {
  const file = capture.files.find(({ format }) => format === 'heapsnapshot' || format === 'heaptimeline');
  if (file) return <SnapshotOfFile capture={capture} file={file} />;
  return (
    <section class="snapshot-view" aria-label="Heap snapshot">
      <div class="empty-state">
        <strong>This snapshot has no file</strong>
        <span>It is still being taken, or the tab was gone before it was whole.</span>
      </div>
    </section>
  );
}

export interface SnapshotOfFileProps {
  readonly capture: CaptureSummary;
  /** A `.heapsnapshot` or `.heaptimeline` of the capture. */
  readonly file: CaptureFile;
}

/** One file of a capture, opened by a worker of its own. */
export function SnapshotOfFile({ capture, file }: SnapshotOfFileProps) {
  const { id } = capture;
  const client = useMemo(() => snapshotOf({ captureId: id, name: file.name }), [id, file.name]);
  const what = file.format === 'heaptimeline' ? 'Allocation timeline' : 'Heap snapshot';
  return (
    <section class="snapshot-view" aria-label={what}>
      <h2 class="visually-hidden">
        {what} of {capture.name ?? (capture.title || capture.host)}
      </h2>
      <Phase capture={capture} client={client} />
    </section>
  );
}

function Phase({ capture, client }: { readonly capture: CaptureSummary; readonly client: SnapshotClient }) {
  const phase = client.phase.value;
  switch (phase.kind) {
    case 'loading':
      return <Loading progress={phase.progress} onCancel={() => client.cancel()} />;
    case 'failed':
      return <LoadFailure error={phase.error} />;
    case 'cancelled':
      return (
        <div class="empty-state">
          <strong>Loading was cancelled</strong>
          <button type="button" class="button" onClick={() => void client.open()}>
            Open
          </button>
        </div>
      );
    case 'ready':
      return <OpenedSnapshot key={capture.id} capture={capture} info={phase.info} state={phase.state} />;
  }
}
