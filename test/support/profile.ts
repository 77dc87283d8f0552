import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.ts';

/** A fresh browser profile with a folder for its downloads. */
export interface Profile {
  readonly folder: string;
  readonly downloads: string;
  /** The port on which its browser listens, as soon as that is written down. */
  debuggingPort(): Promise<number>;
  /** A browser that was killed leaves its port behind. */
  forgetPort(): Promise<void>;
  remove(): Promise<void>;
}

export interface ProfileOptions {
  /** Where downloads go; without it they go to the profile, and go with it. */
  readonly downloads?: string;
  /** Settings of DevTools by their names there, for example `uiTheme`. */
  readonly devtools?: Readonly<Record<string, unknown>>;
  /** Settings of the whole browser, as in its file `Local State`. */
  readonly localState?: object;
}

/** DevTools docked at the bottom, 530 pixels high: the place the panel is made for. */
const defaultDevtools = {
  currentDockState: 'bottom',
  'inspector-view.split-view-state': { horizontal: { size: 530 } },
};

export async function createProfile(options: ProfileOptions = {}): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), 'heapscope-profile-'));
  const downloads = options.downloads ?? join(folder, 'Downloads');
  await mkdir(join(folder, 'Default'), { recursive: true });
  await mkdir(downloads, { recursive: true });
  const settings = Object.entries({ ...defaultDevtools, ...options.devtools });
  const preferences = {
    download: { default_directory: downloads, prompt_for_download: false },
    devtools: { preferences: Object.fromEntries(settings.map(([name, value]) => [name, JSON.stringify(value)])) },
  };
  await writeFile(join(folder, 'Default', 'Preferences'), JSON.stringify(preferences));
  await writeFile(join(folder, 'Local State'), JSON.stringify(options.localState ?? {}));
  return {
    folder,
    downloads,
    forgetPort: () => rm(join(folder, 'DevToolsActivePort'), { force: true }),
    debuggingPort: () =>
      until('the debugging port of the browser', async () => {
        const text = await readFile(join(folder, 'DevToolsActivePort'), 'utf8').catch(() => '');
        return Number(text.split('\n')[0]) || null;
      }),
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}
