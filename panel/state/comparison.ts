import type { WeightUnit } from '../../src/calltree/call-tree.ts';
import type { CaptureSummary } from '../../src/captures/capture-summary.ts';
import type { PanelState } from './panel-state.ts';

/** The captures that one can be compared with by call trees: those that weigh something of the same unit. Its own are not among them. */
export function comparableWith(
  capture: CaptureSummary,
  captures: readonly CaptureSummary[],
): readonly CaptureSummary[] {
  const units = unitsOf(capture);
  return captures.filter(
    other =>
      other.id !== capture.id && other.state.kind !== 'running' && unitsOf(other).some(unit => units.includes(unit)),
  );
}

/** The capture that the shown one is compared with; null where none is chosen, or it has nothing to compare. */
export function baseOf({ shown, captures, comparedWith }: Pick<PanelState, 'shown' | 'captures' | 'comparedWith'>) {
  const capture = shown.value;
  if (!capture || comparedWith.value === null) return null;
  return comparableWith(capture, captures.value).find(({ id }) => id === comparedWith.value) ?? null;
}

/** What the call trees of a capture weigh. */
function unitsOf({ kind, instruments, files: [file] }: CaptureSummary): readonly WeightUnit[] {
  if (kind === 'profile') return file?.format === 'cpuprofile' ? ['microseconds'] : ['bytes'];
  if (kind !== 'recording') return [];
  return [
    ...(instruments.includes('allocation-sampling') ? (['bytes'] as const) : []),
    ...(instruments.includes('cpu-profile') ? (['microseconds'] as const) : []),
  ];
}
