import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LeakOverview, PastFiles, SnapshotFile } from '../../../panel/snapshot-worker/contract.ts';
import { LeakSearch } from '../../../panel/state/leak-search.ts';
import { type NamedSnapshot, ofSamePage, usualPast } from '../../../panel/views/snapshot/named-snapshot.ts';
import { bytes } from '../../../src/units.ts';

// What the host knows of its memory.
Object.defineProperty(globalThis, 'navigator', { value: { deviceMemory: 8 }, configurable: true });

const fileOf = (captureId: string): SnapshotFile => ({ captureId, name: 'profile.heapsnapshot' });
const past: PastFiles = { baseline: fileOf('one'), target: fileOf('two') };

describe('the two snapshots before the shown one', () => {
  const named = (id: string, page: string, startedAt: number): NamedSnapshot => ({
    file: fileOf(id),
    name: id,
    shortName: id,
    page,
    startedAt,
  });
  const library = [
    named('a', 'shop', 1),
    named('b', 'shop', 2),
    named('c', 'mail', 3),
    named('d', 'shop', 4),
    named('e', 'shop', 5),
    named('f', 'shop', 6),
  ];
  const cases: readonly [shown: string, baseline: string | null, target: string | null][] = [
    ['e', 'b', 'd'],
    ['f', 'd', 'e'],
    ['b', 'a', null],
    ['a', null, null],
    ['c', null, null],
  ];
  for (const [shown, baseline, target] of cases)
    it(`of ${shown} are ${baseline} and ${target}`, () => {
      const { baseline: before, target: after } = usualPast(library, fileOf(shown));
      assert.deepEqual([before?.captureId ?? null, after?.captureId ?? null], [baseline, target]);
    });
  it('are of the page of the shown one, as a trend over its snapshots is', () => {
    assert.deepEqual(
      ofSamePage(library, fileOf('b')).map(({ name }) => name),
      ['a', 'b', 'd', 'e', 'f'],
    );
  });
});

describe('a search for leaks', () => {
  const overview: LeakOverview = { verdict: 'leak', leaks: 1, suspects: 2 };
  const searching = (find: ConstructorParameters<typeof LeakSearch>[0]['find']) => {
    let stopped = 0;
    const search = new LeakSearch({
      find,
      stop: async () => {
        stopped++;
      },
      changed: async () => {},
      look: async () => ({ ok: true, value: null }),
      open: () => bytes(0),
    });
    return { search, stops: () => stopped };
  };

  it('keeps what was found until another snapshot is chosen', async () => {
    const { search } = searching(async () => ({ ok: true, value: overview }));
    await search.find(past);
    assert.deepEqual(search.result.value, { kind: 'found', overview });
    await search.choose({ ...past, target: null });
    assert.equal(search.result.value, null);
    assert.deepEqual(search.chosen.value, { ...past, target: null });
  });

  it('says why it failed', async () => {
    const { search } = searching(() => Promise.reject(new RangeError('Array buffer allocation failed')));
    await search.find(past);
    assert.match(JSON.stringify(search.result.value), /"failed".*allocation failed/);
    assert.equal(search.reading.now.value, null);
  });

  it('that is cancelled ends in the worker, and what it finds nevertheless is nothing', async () => {
    let answer = (_: { readonly ok: true; readonly value: LeakOverview }) => {};
    const { search, stops } = searching(
      () =>
        new Promise(resolve => {
          answer = resolve;
        }),
    );
    const finding = search.find(past);
    await new Promise(resolve => setImmediate(resolve));
    assert.deepEqual(search.reading.now.value, { kind: 'reading', progress: null });
    await search.stop();
    answer({ ok: true, value: overview });
    await finding;
    assert.deepEqual([search.result.value, search.reading.now.value, stops()], [null, null, 1]);
  });
});
