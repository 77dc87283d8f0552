import { enter } from './bootstrap.mjs';

await enter('build/main.ts');
