import { type SpawnOptions, spawn } from 'node:child_process';
import { join } from 'node:path';
import { Failure } from './failure.ts';
import { root } from './paths.ts';

/** Runs a program in the foreground. @throws Failure with `sentence` when it does not end with 0. */
export async function run(
  program: string,
  args: readonly string[],
  sentence: string,
  options: SpawnOptions = {},
): Promise<void> {
  if ((await exitCodeOf(program, args, options)) !== 0) throw new Failure(sentence);
}

/** Runs a program in the foreground; one that cannot be started or is killed counts as 1. */
export async function exitCodeOf(
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<number> {
  const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options });
  return await new Promise(resolve => {
    child.once('error', () => resolve(1));
    child.once('close', code => resolve(code ?? 1));
  });
}

/** Development tools by the script that starts them: `node_modules/.bin` holds shell files on Windows. */
const toolScripts = {
  biome: '@biomejs/biome/bin/biome',
  tsc: 'typescript/bin/tsc',
  'web-ext': 'web-ext/bin/web-ext.js',
} as const;

export const runTool = (tool: keyof typeof toolScripts, args: readonly string[], sentence: string): Promise<void> =>
  run(process.execPath, [join(root, 'node_modules', toolScripts[tool]), ...args], sentence);
