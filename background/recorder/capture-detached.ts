import { writeDetached } from '../../src/formats/detached.ts';
import { findDetachedDom } from '../../src/instruments/detached-dom.ts';
import type { TextCapture } from './text-capture.ts';

/** The DOM trees of the page that are in no document. */
export const detachedCapture: TextCapture = {
  kind: 'detached',
  format: 'detached',
  fileName: 'detached.json',
  take: async session => writeDetached(await findDetachedDom(session)),
};
