import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withHeapprofSets } from '../../../src/formats/heapprof-set.ts';

const named = (...names: string[]) => names.map(name => ({ name }));

test('files of one heapprof recording go together, whatever lies between them; others stay alone', () => {
  const [hpc, profile, hpd, other, hpm] = named('run.hpc', 'a.heapprofile', 'run.HPD', 'old.run.hpm', 'run.hpm');
  assert.ok(hpc && profile && hpd && other && hpm);
  assert.deepEqual(withHeapprofSets([hpc, profile, hpd, other, hpm]), [
    { stem: 'run', hpm, hpd, hpc },
    profile,
    { stem: 'old.run', hpm: other, hpd: null },
  ]);
});
