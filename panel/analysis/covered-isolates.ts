import type { IsolateScriptSource } from '../../src/captures/script-sources-file.ts';
import type { IsolateScope, RecordingModel } from '../../src/recording/recording-model.ts';
import type { CoveredIsolate } from './coverage-view.ts';

/** The coverage of a recording, of the isolates in `scope`; null when none was recorded. */
export function coveredIsolates(
  model: RecordingModel,
  scope: IsolateScope,
  sources: readonly IsolateScriptSource[],
): CoveredIsolate[] | null {
  const covered = model.isolates.filter(({ coverage }) => coverage.scriptCount > 0);
  if (covered.length === 0) return null;
  return covered
    .filter(({ index }) => scope === 'all' || index === scope)
    .map(({ index, label, coverage }) => ({
      label,
      scripts: coverage.scripts(),
      sources: sources.filter(({ isolate }) => isolate === index),
    }));
}
