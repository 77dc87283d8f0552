import type { RecordingModel } from '../../src/recording/recording-model.ts';
import { bytes } from '../../src/units.ts';
import type { IsolateInfo } from './contract.ts';

/** The isolates of a recording for the picker. */
export function isolatesOf(model: RecordingModel): IsolateInfo[] {
  return model.isolates.map(({ index, label, name, leftAt, lastUsage }) => ({
    index,
    id: name?.id ?? '',
    kind: name?.kind ?? 'page',
    label,
    url: name?.url ?? '',
    hasLeft: leftAt !== null,
    liveBytes: lastUsage && bytes(lastUsage.used + lastUsage.embedder + lastUsage.backingStorage),
  }));
}
