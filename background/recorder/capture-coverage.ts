import { bestEffortCoverage } from '../../src/instruments/coverage.ts';
import type { TextCapture } from './text-capture.ts';

/** What V8 knows of coverage without having been asked to count. */
export const bestEffortCoverageCapture: TextCapture = {
  kind: 'coverage',
  format: 'coverage',
  fileName: 'profile.coverage',
  take: bestEffortCoverage,
};
