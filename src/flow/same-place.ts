import type { Frame } from '../calltree/frame.ts';
import type { FlowUnit } from './flow-graph.ts';

/** Whether a frame is at the place that another stands for: the same function, or anything that begins on its line. */
export function isAt(frame: Frame, place: Frame, by: FlowUnit): boolean {
  const isSameLine = frame.url === place.url && frame.line === place.line;
  if (by === 'line' && place.url) return isSameLine;
  return isSameLine && frame.column === place.column && frame.functionName === place.functionName;
}
