import { rowOfProfile } from '../../../panel/analysis/profile-session.ts';
import type { CallTree } from '../../../src/calltree/call-tree.ts';
import type { IsolateFigures } from '../../../src/recording/isolate-figures.ts';
import { RecordingModel } from '../../../src/recording/recording-model.ts';

type ProfileFormat = 'heapprofile' | 'cpuprofile';

/** What views are made of when they show a profile. */
export function shownOf(format: ProfileFormat, text: string, file = 'it'): IsolateFigures {
  const model = new RecordingModel();
  model.apply(rowOfProfile(format, text, file));
  return model.figures('all');
}

/** Its call tree. */
export function treeOfProfile(format: ProfileFormat, text: string): CallTree {
  const shown = shownOf(format, text);
  return (format === 'cpuprofile' ? shown.cpuTree() : shown.samplingTree()) as CallTree;
}
