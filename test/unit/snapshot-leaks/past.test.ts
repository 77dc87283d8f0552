import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FunctionSample } from '../../../src/snapshot/leaks/function-sample.ts';
import { assertOneHistory } from '../../../src/snapshot/leaks/one-history.ts';
import { type PastSnapshot, readPast } from '../../../src/snapshot/leaks/past-snapshot.ts';
import { type DrawnNode, graphOf, headerOf, joined, snapshotText } from '../snapshot/snapshot-text.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('functions that a page is known by', () => {
  test('are all of few, and some of many from all over the heap', () => {
    for (const [count, isSample] of [
      [0, false],
      [4096, false],
      [4097, true],
      [100_000, true],
    ] as const) {
      const sample = new FunctionSample();
      for (let id = 0; id < count; id++) sample.take(id, id + 1);
      const { ids, names } = sample;
      assert.equal(sample.isSample, isSample);
      assert.ok(ids.length === count || (ids.length > 2000 && ids.length <= 4096), `${ids.length} of ${count}`);
      assert.deepEqual(
        names,
        ids.map(id => id + 1),
      );
      const steps = new Set(ids.slice(1).map((id, i) => id - (ids[i] ?? 0)));
      assert.ok(steps.size <= 1, `steps of ${[...steps]}`);
    }
  });

  test('prove nothing where none of a sample is left, and that it is another page where none of all is', async () => {
    const nodes: readonly DrawnNode[] = [
      { type: 'synthetic', name: '', size: 0 },
      { type: 'closure', name: 'lasting', size: 8 },
    ];
    const final = await graphOf(snapshotText(nodes, [{ from: 0, to: 1, type: 'element', name: 1 }]));
    const past = (lastId: number, isSample: boolean): PastSnapshot => ({
      ids: Uint32Array.of(1, lastId),
      functions: new Map([[901, 'temporary']]),
      isSample,
    });
    assert.throws(() => assertOneHistory(past(1, false), past(2, false), final), { code: 'snapshots-of-two-pages' });
    const ids = { ids: Uint32Array.of(1) };
    assert.throws(() => assertOneHistory({ ...past(1, true), ...ids }, { ...past(1, true), ...ids }, final), {
      code: 'snapshots-out-of-order',
    });
  });
});

test('a header that promises more nodes than come costs no more than those that come', async () => {
  const text = joined(headerOf(1e11, 0), ['3,0,1,8,0,0'], [], ['A']);
  await assert.rejects(readPast([bytesOf(text)], { file: 'it' }), { code: 'file-invalid' });
});
