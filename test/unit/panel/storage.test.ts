import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshotWarning } from '../../../panel/state/storage.ts';
import { bytes } from '../../../src/units.ts';

const megabytes = (value: number) => bytes(value * 2 ** 20);

test('a snapshot that will not fit is warned of before, with both figures', () => {
  const storage = { used: megabytes(1000), free: megabytes(740), persistent: false };
  assert.equal(snapshotWarning(megabytes(240), storage), null);
  assert.equal(
    snapshotWarning(megabytes(250), storage),
    'A snapshot of this heap takes about 750.0 MB, and 740.0 MB are free: delete captures first.',
  );
});
