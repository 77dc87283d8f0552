import type { CaptureSummary } from '../../../src/captures/capture-summary.ts';
import { formatBytes, formatDuration, formatExactBytes } from '../../widgets/format.ts';
import './snapshot.css';

/** A snapshot on disk: what it is, and that Chrome's Memory panel opens its export. */
export function SnapshotView({ capture }: { readonly capture: CaptureSummary }) {
  const [file] = capture.files;
  return (
    <section class="snapshot-view" aria-label="Heap snapshot">
      <h2>Heap snapshot of {capture.title || capture.host}</h2>
      <dl>
        <dt>Page</dt>
        <dd>{capture.url}</dd>
        <dt>Taken</dt>
        <dd>
          {new Date(capture.startedAt).toLocaleString()}, in {formatDuration(capture.duration)}
        </dd>
        {file && (
          <>
            <dt>File</dt>
            <dd title={formatExactBytes(file.bytes)}>{formatBytes(file.bytes)}</dd>
          </>
        )}
      </dl>
      <p class="hint">Export it and load it in the Memory panel of Chrome DevTools.</p>
    </section>
  );
}
