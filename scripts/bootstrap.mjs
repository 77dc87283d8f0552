/**
 * What every command does first, with nothing but Node: check Node, install the locked dependencies if they are not there,
 * then hand over to TypeScript.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lowestNode = 20;

/** Runs the default export of a TypeScript module of `scripts/`; a `Failure` ends the process with its sentence alone. */
export async function enter(module) {
  try {
    requireNode();
    installDependencies();
    process.chdir(root);
    (await import('tsx/esm/api')).register();
    const { default: main } = await import(pathToFileURL(join(root, 'scripts', module)).href);
    await main(process.argv.slice(2));
  } catch (error) {
    console.error(error.name === 'Failure' ? error.message : error);
    process.exitCode = 1;
  }
}

function requireNode() {
  if (Number.parseInt(process.versions.node, 10) < lowestNode)
    fail(
      `Heapscope needs Node ${lowestNode} or newer, this is ${process.versions.node}: get it from https://nodejs.org.`,
    );
}

function installDependencies() {
  if (installedIsLocked()) return;
  console.log('Installing the locked dependencies (npm ci) …');
  const npm = process.env.npm_execpath;
  const quiet = ['ci', '--no-audit', '--no-fund'];
  const { status } = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...quiet], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', quiet, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) fail('npm ci did not succeed: see its message above.');
}

function installedIsLocked() {
  const installedLock = join(root, 'node_modules', '.package-lock.json');
  return existsSync(installedLock) && matches(packagesOf(join(root, 'package-lock.json')), packagesOf(installedLock));
}

/**
 * Whether what npm noted as installed is what the lock wants, both as in the `packages` of a lock file.
 * Optional packages may be missing: they are for other platforms.
 */
export function matches(wanted, installed) {
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

const packagesOf = lock => JSON.parse(readFileSync(lock, 'utf8')).packages;

function fail(sentence) {
  const failure = new Error(sentence);
  failure.name = 'Failure';
  throw failure;
}
