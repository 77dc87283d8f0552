import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/steps/paths.ts';
import { type PageServer, servePages } from '../../test/support/page-server.ts';

const source = join(root, 'test', 'pages', 'bench', 'typescript-parser');

/** Bundles the page that runs the TypeScript parser, in the last version that is JavaScript, and serves it. */
export async function serveParserPage(): Promise<PageServer> {
  const folder = await mkdtemp(join(tmpdir(), 'heapscope-bench-'));
  await cp(join(source, 'index.html'), join(folder, 'index.html'));
  await build({
    entryPoints: [join(source, 'page.js')],
    outfile: join(folder, 'page.js'),
    bundle: true,
    format: 'esm',
    target: 'chrome125',
    // What the page parses is text to it.
    loader: { '.ts': 'text' },
    alias: { 'typescript-5': createRequire(import.meta.url).resolve('typescript-5') },
    absWorkingDir: root,
    logLevel: 'error',
  });
  const server = await servePages(folder);
  return {
    url: server.url,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
