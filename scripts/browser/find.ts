import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';
import { Failure } from '../steps/failure.ts';
import { canInstall, installPackages } from './debian.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Commands of Linux in the order they are looked for. */
const linuxCommands = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
  'microsoft-edge-stable',
  'brave-browser',
  'brave',
];
const macApplications = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'];
const windowsPrograms = [
  String.raw`Google\Chrome\Application\chrome.exe`,
  String.raw`Chromium\Application\chrome.exe`,
  String.raw`Microsoft\Edge\Application\msedge.exe`,
  String.raw`BraveSoftware\Brave-Browser\Application\brave.exe`,
];

/** The usual places of Chrome, Chromium, Edge and Brave, best first. */
export function usualPlaces(platform: NodeJS.Platform, environment: Environment, home: string): string[] {
  if (platform === 'darwin')
    return macApplications.flatMap(name =>
      ['/Applications', posix.join(home, 'Applications')].map(folder => `${folder}/${name}.app/Contents/MacOS/${name}`),
    );
  if (platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map(name => environment[name]);
    return windowsPrograms.flatMap(program => folders.filter(isSet).map(folder => win32.join(folder, program)));
  }
  const folders = [...(environment['PATH'] ?? '').split(':'), '/usr/bin', '/usr/local/bin', '/snap/bin'].filter(isSet);
  return linuxCommands.flatMap(command => [...new Set(folders)].map(folder => posix.join(folder, command)));
}

/** A folder that is named, not an empty or missing entry of the environment. */
const isSet = (folder: string | undefined): folder is string => folder !== undefined && folder !== '';

/**
 * Path of the browser to use: `CHROME_PATH`, else one in its usual place, else a fresh one where it may be installed.
 * @throws Failure that says what to install.
 */
export async function findBrowser(): Promise<string> {
  const chosen = process.env['CHROME_PATH'];
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Failure(`CHROME_PATH names ${chosen}, and there is no such file: set it to your browser or unset it.`);
  }
  const find = () => usualPlaces(process.platform, process.env, homedir()).find(path => existsSync(path));
  const found = find();
  if (found) return found;
  if (await canInstall()) {
    await installPackages(['chromium']);
    const installed = find();
    if (installed) return installed;
  }
  throw new Failure('No browser was found: install Google Chrome or Chromium, or set CHROME_PATH to one you have.');
}
