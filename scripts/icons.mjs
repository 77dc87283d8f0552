import { enter } from './bootstrap.mjs';

await enter('icons/main.ts');
