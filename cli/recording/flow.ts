import { writeDot } from '../../src/flow/dot.ts';
import { defaultPicture } from '../../src/flow/flow-picture.ts';
import { bytesText, type RecordingCommand } from './command.ts';

/** Who hands memory on to whom, at one or several moments, as DOT for Graphviz. */
export const flow: RecordingCommand = {
  name: 'flow',
  run({ reader }, { at }) {
    const picture = reader.compareFlowGraphs(at);
    const { minEdgeFraction } = defaultPicture;
    return {
      json: { at, ...picture },
      text: () => writeDot(picture, { weightText: bytesText, sizeByLocal: true, minEdgeFraction }),
    };
  },
};
