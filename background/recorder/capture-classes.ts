import { writeClasses } from '../../src/formats/classes.ts';
import { countClasses } from '../../src/instruments/class-histogram.ts';
import type { TextCapture } from './text-capture.ts';

/** The page's objects, counted by constructor. */
export const classesCapture: TextCapture = {
  kind: 'classes',
  format: 'classes',
  fileName: 'classes.json',
  take: async session => writeClasses(await countClasses(session)),
};
