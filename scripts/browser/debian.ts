import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Failure } from '../steps/failure.ts';
import { run } from '../steps/run.ts';

const call = promisify(execFile);
let listsAreFresh = false;

/** Whether packages can be installed without asking: as root on Debian, Ubuntu and their like. */
export async function canInstall(): Promise<boolean> {
  return process.getuid?.() === 0 && (await isDebian());
}

async function isDebian(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release);
}

/** Installs those of the packages that are missing. @throws Failure that names them where that is not possible. */
export async function ensurePackages(names: readonly string[], purpose: string): Promise<void> {
  const missing = (await isDebian()) ? await notInstalled(names) : [...names];
  if (missing.length === 0) return;
  if (!(await canInstall())) throw new Failure(`${purpose} needs ${missing.join(', ')}: please install them.`);
  await installPackages(missing);
}

async function notInstalled(names: readonly string[]): Promise<string[]> {
  const states = await Promise.all(
    names.map(async name => {
      const { stdout } = await call('dpkg-query', ['-W', '-f', '$' + '{Status}', name]).catch(() => ({ stdout: '' }));
      return stdout.endsWith(' installed');
    }),
  );
  return names.filter((_, index) => !states[index]);
}

export async function installPackages(names: readonly string[]): Promise<void> {
  console.log(`Installing ${names.join(', ')} with apt-get …`);
  await refreshPackageLists();
  await aptGet(
    ['install', '--yes', '--no-install-recommends', ...names],
    `apt-get could not install ${names.join(', ')}.`,
  );
}

/** Reads the package lists anew, once per command. */
export async function refreshPackageLists(): Promise<void> {
  if (listsAreFresh) return;
  await aptGet(['update'], 'apt-get update did not succeed: is the network there?');
  listsAreFresh = true;
}

const aptGet = (args: readonly string[], sentence: string): Promise<void> =>
  run('apt-get', ['-qq', ...args], sentence, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
