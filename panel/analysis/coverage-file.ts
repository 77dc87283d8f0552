import { writeDevToolsCoverage } from '../../src/formats/coverage-devtools.ts';
import { writeV8Coverage } from '../../src/formats/coverage-v8.ts';
import { writeLcov } from '../../src/formats/lcov.ts';
import { type CoveredIsolate, mergedRuns } from './coverage-view.ts';

export type CoverageFormat = 'coverage' | 'coverage-devtools' | 'lcov';

/** A file of all that was counted: V8's own form with every script as it ran, the others with runs of one text added up. */
export function coverageFile(format: CoverageFormat, isolates: readonly CoveredIsolate[]): string {
  const sources = isolates.flatMap(isolate => isolate.sources);
  const scripts = () => mergedRuns(isolates).map(({ coverage }) => coverage);
  switch (format) {
    case 'coverage':
      return writeV8Coverage(
        isolates.flatMap(isolate => isolate.scripts),
        null,
      );
    case 'coverage-devtools':
      return writeDevToolsCoverage(scripts(), sources);
    case 'lcov':
      return writeLcov(scripts(), sources);
  }
}
