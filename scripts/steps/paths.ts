import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const extensionFolder = join(root, 'dist', 'extension');
export const cliProgram = join(root, 'dist', 'cli', 'heapscope.mjs');
export const packagesFolder = join(root, 'dist', 'packages');
export const capturesFolder = join(root, 'captures');
export const cacheFolder = join(root, '.cache');
export const demoFolder = join(root, 'test', 'pages', 'demo');
