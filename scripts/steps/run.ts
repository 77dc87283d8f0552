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
  const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).catch(() => null);
  if (code !== 0) throw new Failure(sentence);
}

/** Development tools by the script that starts them: `node_modules/.bin` holds shell files on Windows. */
const toolScripts = {
  biome: '@biomejs/biome/bin/biome',
  tsc: 'typescript/bin/tsc',
  'web-ext': 'web-ext/bin/web-ext.js',
} as const;

export const runTool = (tool: keyof typeof toolScripts, args: readonly string[], sentence: string): Promise<void> =>
  run(process.execPath, [join(root, 'node_modules', toolScripts[tool]), ...args], sentence);
