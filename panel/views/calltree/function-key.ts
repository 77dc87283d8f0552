import type { Frame } from '../../../src/calltree/frame.ts';
import { frameKey } from '../../../src/calltree/path-key.ts';

const keys = new WeakMap<Frame, number>();

/** Tells functions apart in every capture and measure, whose tables number the same one differently. */
export function keyOf(frame: Frame | undefined): number {
  if (!frame) return -1;
  const key = keys.get(frame) ?? frameKey(frame);
  keys.set(frame, key);
  return key;
}
