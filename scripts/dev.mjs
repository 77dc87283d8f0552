import { enter } from './bootstrap.mjs';

await enter('dev/main.ts');
