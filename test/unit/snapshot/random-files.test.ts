import { test } from 'node:test';
import fc from 'fast-check';
import { openSnapshot } from '../../../src/snapshot/open-snapshot.ts';
import { loadJudge } from '../../support/oracle/judge-texts.ts';
import { assertAnswers } from '../snapshot-queries/same-as-oracle.ts';
import { randomFiles } from './random-file.ts';
import { assertFigures } from './same-as-oracle.ts';

const opened = (text: string) => openSnapshot([new TextEncoder().encode(text)], { file: 'random' });

test('any two files have the figures and answers of DevTools, node for node', async () => {
  const judgeTexts = await loadJudge();
  await fc.assert(
    fc.asyncProperty(randomFiles, randomFiles, async (text, base) => {
      const { figures, answers } = await judgeTexts(text, base);
      const open = await opened(text);
      assertFigures(open, figures);
      assertAnswers(open, await opened(base), answers);
    }),
    { numRuns: 300, includeErrorInReport: true },
  );
});
