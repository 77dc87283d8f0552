import './snapshot.css';
import { useMemo } from 'preact/hooks';
import type { CaptureFile, CaptureSummary } from '../../../src/captures/capture-summary.ts';
import type { ErrorReport } from '../../../src/errors/heapscope-error.ts';
import { knownSnapshots, type SnapshotClient, snapshotOf } from '../../state/snapshot-client.ts';
import { captureName, shortName } from '../captures/capture-texts.ts';
import { NotCompared } from '../captures/not-compared.tsx';
import { usePanel } from '../context.ts';
import { LoadFailure } from '../load-failure.tsx';
import { objectActions } from '../objects/object-actions.ts';
import { FitQuestion } from './fit-question.tsx';
import { Loading } from './loading.tsx';
import type { NamedSnapshot } from './named-snapshot.ts';
import { OpenedSnapshot } from './opened-snapshot.tsx';
import type { EarlierSnapshot } from './scope-select.tsx';
import { SummaryOnly } from './summary-only.tsx';

/** A capture that is a heap snapshot or an allocation timeline. */
export function SnapshotView({ capture }: { readonly capture: CaptureSummary }) {
  const [file] = snapshotFiles(capture);
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
      <NotCompared what="Objects" />
      <Phase key={`${id}/${file.name}`} capture={capture} client={client} />
    </section>
  );
}

function Phase({ capture, client }: { readonly capture: CaptureSummary; readonly client: SnapshotClient }) {
  const phase = client.phase.value;
  switch (phase.kind) {
    case 'loading':
      return <Loading progress={phase.progress} onCancel={() => client.cancel()} />;
    case 'asking':
      return (
        <FitQuestion
          outlook={phase.outlook}
          memory={phase.memory}
          open={phase.open}
          onOpen={() => void client.openWhole()}
          onSummarize={() => void client.summarize()}
          onCancel={() => client.cancel()}
        />
      );
    case 'failed':
      return <Failure error={phase.error} onSummarize={() => void client.summarize()} />;
    case 'summary':
      return <SummaryOnly summary={phase.summary} onOpen={() => void client.openWhole()} />;
    case 'cancelled':
      return (
        <div class="empty-state">
          <strong>Loading was cancelled</strong>
          <button ref={takeLostFocus} type="button" class="button" onClick={() => void client.open()}>
            Open
          </button>
        </div>
      );
    case 'ready':
      return <Opened capture={capture} client={client} state={phase.state} />;
  }
}

/** The button that was pressed is gone: who presses keys goes on at what has come in its place. */
function takeLostFocus(button: HTMLButtonElement | null): void {
  if (document.activeElement === document.body) button?.focus();
}

interface FailureProps {
  readonly error: ErrorReport;
  onSummarize(): void;
}

/** Says why it could not be opened, and offers what is possible without the memory. */
function Failure({ error, onSummarize }: FailureProps) {
  return (
    <>
      <LoadFailure error={error} />
      {error.code === 'memory-short' && (
        <div class="snapshot-choices">
          <button type="button" class="button" onClick={onSummarize}>
            Summary only
          </button>
        </div>
      )}
    </>
  );
}

interface OpenedProps {
  readonly capture: CaptureSummary;
  readonly client: SnapshotClient;
  readonly state: Parameters<typeof OpenedSnapshot>[0]['state'];
}

/** Brings the snapshot together with what the panel knows: other captures, and the page. */
function Opened({ capture, client, state }: OpenedProps) {
  const panel = usePanel();
  const { captures, own, tab } = panel.state;
  const snapshots = useMemo(() => namedSnapshots(captures.value), [captures.value]);
  // Ids of objects mean something in the page that they were given in, and in no other.
  const isLive = own.value === capture.id && tab.value?.domains.HeapProfiler !== 'unavailable';
  return (
    <OpenedSnapshot
      file={client.file}
      state={state}
      snapshots={snapshots}
      earlier={earlierThan(capture, snapshots)}
      liveActions={id => (isLive ? objectActions(panel.objects, id) : [])}
    />
  );
}

function snapshotFiles({ files }: CaptureSummary): CaptureFile[] {
  return files.filter(({ format }) => format === 'heapsnapshot' || format === 'heaptimeline');
}

/** All snapshots and timelines of the library, the oldest first. */
function namedSnapshots(captures: readonly CaptureSummary[]): NamedSnapshot[] {
  return captures
    .filter(({ state }) => state.kind !== 'running')
    .flatMap(capture =>
      snapshotFiles(capture).map(({ name, isolate }) => ({
        file: { captureId: capture.id, name },
        name: captureName(capture, null),
        shortName: shortName(capture),
        page: `${capture.host} ${isolate ?? ''}`,
        startedAt: capture.startedAt,
      })),
    )
    .sort((a, b) => a.startedAt - b.startedAt);
}

/** Those taken before a capture that have been opened since the panel was: only then their last ids are known. */
function earlierThan(capture: CaptureSummary, snapshots: readonly NamedSnapshot[]): EarlierSnapshot[] {
  return snapshots.flatMap(({ file, name, startedAt }) => {
    const lastObjectId = knownSnapshots.value.get(file.captureId);
    return startedAt < capture.startedAt && lastObjectId !== undefined ? { name, lastObjectId } : [];
  });
}
