import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ensurePackages } from '../browser/debian.ts';
import { findBrowser } from '../browser/find.ts';
import { buildExtension } from '../build/main.ts';
import { extensionFolder, root } from '../steps/paths.ts';
import { exitCodeOf, runTool } from '../steps/run.ts';

/** Chrome's approval dialog can be answered only where a screen and its keys can be had for oneself. */
const needsDisplay = /^(approval|policy).*\.e2e\.ts$/;
/** A policy for one browser alone takes a mount namespace, which some containers refuse. */
const needsMountNamespace = /^policy.*\.e2e\.ts$/;
/** Needs a browser that only Debian has: `npm run test:older-chromium`. */
const needsOlderChromium = /^older-chromium.*\.e2e\.ts$/;

/** `npm test`: everything that has to hold, the quick things first, and the test runner's summary as the last lines. */
export default async function main(): Promise<void> {
  stage('Tools');
  const executable = await findBrowser();
  if (process.platform === 'linux')
    await ensurePackages(['xvfb', 'xdotool', 'openbox'], 'The test of the approval dialog');
  stage('Format and lint');
  await runTool('biome', ['check', '.'], 'Biome found something: npx biome check --write . mends most of it.');
  stage('Types');
  for (const project of ['src', '.']) await runTool('tsc', ['-p', project], `The types of ${project} do not hold.`);
  stage('Build');
  await buildExtension('release');
  stage('Extension lint');
  await runTool(
    'web-ext',
    ['lint', `--source-dir=${extensionFolder}`, '--no-config-discovery'],
    'web-ext lint found errors in the built extension.',
  );
  stage('Tests');
  await runTests(await testFiles(), executable);
}

/** One run of node's test runner over all files. Its summary stays the last word, so a failure adds nothing but the exit code. */
export async function runTests(files: readonly string[], executable: string): Promise<void> {
  const concurrency = Math.max(1, Math.floor(availableParallelism() / 2));
  const runner = ['--import', 'tsx', '--test', '--test-reporter=spec', `--test-concurrency=${concurrency}`];
  process.exitCode = await exitCodeOf(process.execPath, [...runner, ...files], {
    env: { ...process.env, CHROME_PATH: executable },
  });
}

async function testFiles(): Promise<string[]> {
  const leftOut = [needsOlderChromium];
  if (process.platform !== 'linux') leftOut.push(needsDisplay);
  else if (!(await givesMountNamespaces())) {
    console.log('The test of a policy is left out: there is no mount namespace for it, or no /etc/chromium.');
    leftOut.push(needsMountNamespace);
  }
  const endToEnd = (await filesBelow('test/e2e', /\.e2e\.ts$/)).filter(path => {
    const name = path.split('/').at(-1) ?? '';
    return !leftOut.some(pattern => pattern.test(name));
  });
  return [...(await filesBelow('test/unit', /\.test\.tsx?$/)), ...endToEnd];
}

async function givesMountNamespaces(): Promise<boolean> {
  const mount = ['mount', '--bind', '/etc/chromium', '/etc/chromium'];
  return (await exitCodeOf('unshare', ['--map-root-user', '--mount', ...mount], { stdio: 'ignore' })) === 0;
}

async function filesBelow(folder: string, name: RegExp): Promise<string[]> {
  const found = await readdir(join(root, folder), { recursive: true }).catch(() => []);
  return found
    .map(path => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter(path => name.test(path))
    .sort();
}

const stage = (name: string) => console.log(`\n── ${name}`);
