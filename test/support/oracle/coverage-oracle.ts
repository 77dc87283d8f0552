// @ts-nocheck: the front end's sources are not made to be type-checked from outside.
/** What Chrome DevTools' own Coverage panel makes of takes of one script. */
import { CoverageInfo, CoverageModel } from 'devtools-front-end/panels/coverage/CoverageModel.js';

/** As `CoverageModel` does for each take: `processJSCoverage`, then `addCoverage`. */
export function devToolsFigures(takes, length) {
  const info = new CoverageInfo({}, length, 0, 0, 2, {});
  takes.forEach(({ functions }, stamp) => {
    const segments = CoverageModel.convertToDisjointSegments(
      functions.flatMap(({ ranges }) => ranges),
      stamp,
    );
    const last = segments.at(-1);
    if (last && last.end < length) segments.push({ end: length, stamp, count: 0 });
    info.mergeCoverage(segments);
  });
  return { total: info.getSize(), used: info.getUsedSize(), ranges: info.rangesForExport() };
}
