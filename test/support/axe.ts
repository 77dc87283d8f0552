import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Panel } from './panel.ts';

declare const axe: { run(context: Document, options: RunOptions): Promise<AxeResults> };

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Fails with what axe finds fault with in the panel as it is. */
export async function assertAccessible({ frame }: Panel): Promise<void> {
  // The extension's own rules forbid foreign scripts, and they should: DevTools' protocol puts this one in.
  if (!(await frame.evaluate('typeof axe === "object"'))) await frame.evaluate(source);
  const found = await frame.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  const faults = found.violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
  assert.deepEqual(faults, []);
}

/** The same in both themes. */
export async function assertAccessibleInBothThemes(panel: Panel): Promise<void> {
  for (const theme of ['light', 'dark']) {
    await panel.frame.evaluate(name => document.documentElement.classList.toggle('dark', name === 'dark'), theme);
    await assertAccessible(panel);
  }
}
