import { enter } from './bootstrap.mjs';

await enter('browser/older-chromium.ts');
