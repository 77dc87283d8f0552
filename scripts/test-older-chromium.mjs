import { enter } from './bootstrap.mjs';

await enter('test/older-chromium.ts');
