import { watch } from 'node:fs';
import { join } from 'node:path';
import { context } from 'esbuild';
import { findBrowser } from '../browser/find.ts';
import { bundleOptions, copyFiles, emptyExtensionFolder } from '../build/bundle.ts';
import { copies } from '../build/entries.ts';
import { openForPerson, withPage } from '../start/main.ts';
import { root } from '../steps/paths.ts';

/** `npm run dev [URL]`: builds again on every change of a source, and web-ext reloads the extension in the open browser. */
export default async function main([url]: readonly string[]): Promise<void> {
  await emptyExtensionFolder();
  const bundlers = await Promise.all(bundleOptions('development').map(options => context(options)));
  await Promise.all(bundlers.map(bundler => bundler.rebuild()));
  await copyFiles();
  await Promise.all(bundlers.map(bundler => bundler.watch()));
  const watchers = ['manifest.json', ...Object.values(copies)].map(path =>
    watch(join(root, path), () => void copyFiles().catch(() => {})),
  );
  try {
    await withPage(url, async page => await openForPerson(await findBrowser(), page, { reload: true }));
  } finally {
    for (const watcher of watchers) watcher.close();
    await Promise.all(bundlers.map(bundler => bundler.dispose()));
  }
}
