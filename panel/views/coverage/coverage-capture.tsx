import type { CaptureSummary } from '../../../src/captures/capture-summary.ts';
import { openSource } from '../calltree/open-source.ts';
import { captureName } from '../captures/capture-texts.ts';
import { usePanel } from '../context.ts';
import { CoverageView } from './coverage-view.tsx';

/** The coverage of a capture: of a recording, live or not, or of a file. */
export function CoverageCapture({ capture }: { readonly capture: CaptureSummary }) {
  const { state, analysis, actions } = usePanel();
  const { table = null, source = null, text = null } = analysis.coverage.value ?? {};
  const liveId = state.tab.value?.recording?.captureId ?? null;
  const others = state.captures.value.filter(other => other.id !== capture.id && hasCoverage(other));
  return (
    <CoverageView
      state={state.coverage}
      table={table}
      source={source}
      text={text}
      counted={capture.options?.coverage?.callCount ?? true}
      live={capture.id === liveId}
      others={others.map(other => ({ id: other.id, label: captureName(other, liveId) }))}
      onExport={format => actions.exportCoverage(capture, format)}
      onOpenSource={(url, line) => openSource({ functionName: '', url, line, column: 1 })}
    />
  );
}

const hasCoverage = ({ kind, options, state }: CaptureSummary): boolean =>
  state.kind !== 'running' && (kind === 'coverage' || Boolean(options?.coverage));
