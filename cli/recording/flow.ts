import { writeDot } from '../../src/flow/dot.ts';
import { defaultPicture } from '../../src/flow/flow-picture.ts';
import { formatBytes } from '../../src/format-bytes.ts';
import type { RecordingCommand } from './command.ts';

/** Who hands memory on to whom, at one or several moments, as DOT for Graphviz, or laid out by it as SVG. */
export const flow: RecordingCommand = {
  name: 'flow',
  async run({ reader }, { at, svg }) {
    const picture = reader.compareFlowGraphs(at);
    const { minEdgeFraction } = defaultPicture;
    const dot = writeDot(picture, { weightText: formatBytes, sizeByLocal: true, minEdgeFraction });
    // A megabyte that only pictures need.
    const text = svg ? (await (await import('@viz-js/viz')).instance()).renderString(dot, { format: 'svg' }) : dot;
    return { json: { at, ...picture }, text: () => text };
  },
};
