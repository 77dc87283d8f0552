import { enter } from './bootstrap.mjs';

await enter('package/main.ts');
