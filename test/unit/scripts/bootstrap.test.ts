import assert from 'node:assert/strict';
import { test } from 'node:test';

/** Plain JavaScript, because it runs before anything is installed. */
const { matches }: { matches(wanted: object, installed: object): boolean } = await import(
  new URL('../../../scripts/bootstrap.mjs', import.meta.url).href
);
const root = { version: '1.0.0' };

test('what is installed matches the lock when every package has its version', () => {
  const wanted = { '': root, 'node_modules/a': { version: '1.2.3' } };
  assert.ok(matches(wanted, { 'node_modules/a': { version: '1.2.3' } }));
  assert.ok(!matches(wanted, { 'node_modules/a': { version: '1.2.2' } }));
  assert.ok(!matches(wanted, {}));
});

test('a package for another platform may be missing', () => {
  assert.ok(matches({ 'node_modules/for-windows': { version: '1.0.0', optional: true } }, {}));
});
