import { useCallback } from 'preact/hooks';
import { NotCompared } from '../captures/not-compared.tsx';
import { usePanel } from '../context.ts';
import { LinesView } from './lines-view.tsx';
import { openFrame } from './open-source.ts';

/** The hot lines of a capture, and of what they are. */
export function LinesCapture() {
  const { state, analysis } = usePanel();
  const lines = analysis.lines.value;
  const texts = analysis.sources.value;
  const sourceLine = useCallback((url: string, line: number) => texts.get(url)?.[line - 1] ?? null, [texts]);
  if (analysis.shape.value !== 'lines' || !lines) return null;
  return (
    <div class="app-column">
      {state.range.value && (
        <p class="legend">Source lines of the whole recording: V8 does not tell at what time a line ran</p>
      )}
      <NotCompared what="Source lines" />
      {lines.count === 0 ? <NoLines /> : <LinesView lines={lines} sourceLine={sourceLine} onActivate={openFrame} />}
    </div>
  );
}

function NoLines() {
  const { state, analysis } = usePanel();
  if (state.filter.value && analysis.measures.value.includes('cpu'))
    return (
      <div class="empty-state">
        <strong>No line of a matching function was running</strong>
        <span>The filter looks at names and URLs; write /…/ for a regular expression.</span>
      </div>
    );
  return (
    <div class="empty-state">
      <strong>The source lines that burn the CPU will be here</strong>
      <span>Tick “CPU profile” under “What”, then record while the page works.</span>
    </div>
  );
}
