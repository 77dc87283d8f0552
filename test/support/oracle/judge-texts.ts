import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleFrontEnd } from './front-end.ts';
import type { Judgement } from './judge.ts';
import type { QueryJudgement } from './judge-queries.ts';

/** What Chrome DevTools' own engine finds in the text of a snapshot, and answers, also about what changed since a base. */
export type JudgeTexts = (
  text: string,
  base: string,
) => Promise<{ readonly figures: Judgement; readonly answers: QueryJudgement }>;

const here = import.meta.dirname;
const program = path.resolve(here, '../../../.cache/oracle-library.mjs');

/** Loads the engine into this process: a process for each of many small files would take most of the time. */
export async function loadJudge(): Promise<JudgeTexts> {
  await bundleFrontEnd(path.join(here, 'oracle-library.ts'), program);
  const { judgeTexts }: { readonly judgeTexts: JudgeTexts } = await import(pathToFileURL(program).href);
  return judgeTexts;
}
