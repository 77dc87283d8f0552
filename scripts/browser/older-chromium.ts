import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Failure } from '../steps/failure.ts';
import { cacheFolder } from '../steps/paths.ts';
import { run } from '../steps/run.ts';
import { refreshPackageLists } from './debian.ts';

const call = promisify(execFile);
const packages = ['chromium', 'chromium-common'];
const major = '150';

/** `node scripts/older-chromium.mjs`: prints the path of Debian's Chromium 150, which it fetches into `.cache/` the first time. */
export default async function main(): Promise<void> {
  console.log(await olderChromium());
}

/** Path of the unpacked browser. It runs beside an installed one and uses that one's libraries. */
export async function olderChromium(): Promise<string> {
  const folder = join(cacheFolder, `chromium-${major}`);
  const binary = join(folder, 'usr', 'lib', 'chromium', 'chromium');
  if (await isFile(binary)) return binary;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  if (!(await versionOf('chromium'))) await refreshPackageLists();
  for (const name of packages) {
    const version = await versionOf(name);
    if (!version)
      throw new Failure(`Debian's package lists know no ${name} ${major}: this needs Debian 12 with its main archive.`);
    console.error(`Fetching ${name} ${version} …`);
    await run(
      'apt-get',
      ['-qq', '-o', 'APT::Sandbox::User=root', 'download', `${name}=${version}`],
      `${name} ${version} could not be fetched.`,
      {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
  }
  for (const file of (await readdir(folder)).filter(name => name.endsWith('.deb'))) {
    await run('dpkg-deb', ['-x', file, '.'], `${file} could not be unpacked.`, { cwd: folder });
    await rm(join(folder, file));
  }
  return binary;
}

async function versionOf(name: string): Promise<string | undefined> {
  const { stdout } = await call('apt-cache', ['madison', name]).catch(() => {
    throw new Failure('The older Chromium comes from the package archive of Debian: this machine has no apt-cache.');
  });
  return stdout
    .split('\n')
    .map(line => line.split('|')[1]?.trim() ?? '')
    .find(version => version.startsWith(`${major}.`));
}

const isFile = (path: string) =>
  stat(path).then(
    found => found.isFile(),
    () => false,
  );
