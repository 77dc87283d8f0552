import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HeapscopeError } from '../../../src/errors/heapscope-error.ts';
import { mayNotFit } from '../../../src/snapshot/memory/host-memory.ts';
import { namingMemory } from '../../../src/snapshot/memory/memory-short.ts';
import { outlookOf } from '../../../src/snapshot/memory/outlook.ts';
import { openSnapshot } from '../../../src/snapshot/open-snapshot.ts';
import { bytes } from '../../../src/units.ts';
import { headerOf, joined, pieces } from './snapshot-text.ts';

const gigabyte = 2 ** 30;
const headOf = (nodeCount: number, edgeCount: number) =>
  new TextEncoder().encode(joined(headerOf(nodeCount, edgeCount), ['5,0,1,0,0,0'], [], ['']));

async function outlook(nodeCount: number, edgeCount: number, byteLength?: number) {
  const found = await outlookOf([headOf(nodeCount, edgeCount)], { file: 'it', byteLength });
  assert.ok(found);
  return found;
}

describe('what opening a snapshot takes', () => {
  // Measured with `npm run bench:snapshot-memory`: megabytes beyond those of Node itself.
  const measured = [
    { nodes: 8_191_030, edges: 37_440_994, file: 731_735_353, megabytes: 961 },
    { nodes: 1_248_427, edges: 5_703_373, file: 105_684_607, megabytes: 166 },
  ];
  for (const { nodes, edges, file, megabytes } of measured) {
    test(`is foretold by its header, for ${nodes} nodes`, async () => {
      for (const size of [file, undefined]) {
        const { needed } = await outlook(nodes, edges, size);
        const ratio = needed / 2 ** 20 / megabytes;
        assert.ok(ratio > 0.9 && ratio < 1.15, `${ratio} of what was measured`);
      }
    });
  }

  test('is more where the file has more texts', async () => {
    const [few, many] = [await outlook(1e6, 4e6, 80e6), await outlook(1e6, 4e6, 480e6)];
    assert.ok(many.needed - few.needed > 300e6);
  });

  test('is known from the first bytes, however they come', async () => {
    const content = new Uint8Array(500_000).fill(0x20);
    const head = headOf(3, 2);
    content.set(head);
    let read = 0;
    function* counted() {
      for (const piece of pieces(content, 1000)) {
        read += piece.length;
        yield piece;
      }
    }
    const { nodeCount, edgeCount, byteLength } = (await outlookOf(counted(), { file: 'it' })) ?? {};
    assert.deepEqual([nodeCount, edgeCount, byteLength], [3, 2, null]);
    assert.ok(read <= 70_000, `${read} bytes were read`);
  });

  test('is not known of what is no snapshot', async () => {
    for (const content of [new Uint8Array(0), headOf(3, 2).subarray(0, 100), new TextEncoder().encode('[1, 2]')]) {
      assert.equal(await outlookOf([content], { file: 'it' }), null);
    }
  });

  test('is not known of a header that promises more than its file has bytes for', async () => {
    const content = headOf(4e9, 4e9);
    assert.equal(await outlookOf([content], { file: 'it', byteLength: content.length }), null);
  });
});

describe('a snapshot may not fit', () => {
  const cases: readonly [what: string, total: number | null, free: number | null, expected: boolean][] = [
    ['in a computer with less than twice the memory', 3.9, null, true],
    ['in a computer with twice the memory', 4, null, false],
    ['in a large computer whose memory is in use', 64, 1, true],
    ['in a large computer with enough left', 64, 3, false],
    ['where nothing is known', null, null, false],
  ];
  for (const [what, total, free, expected] of cases) {
    test(`${what}: ${expected}`, () => {
      const host = { total: total && bytes(total * gigabyte), free: free && bytes(free * gigabyte) };
      assert.equal(mayNotFit(bytes(2 * gigabyte), { total: host.total || null, free: host.free || null }), expected);
    });
  }
});

describe('a snapshot may not fit beside what is open', () => {
  const cases: readonly [open: number, expected: boolean][] = [
    [3.9, false],
    [4.1, true],
  ];
  for (const [open, expected] of cases)
    test(`that holds ${open} GB of 8: ${expected}`, () => {
      const host = { total: bytes(8 * gigabyte), free: null };
      assert.equal(mayNotFit(bytes(2 * gigabyte), host, bytes(open * gigabyte)), expected);
    });
});

describe('what an open snapshot holds', () => {
  test('is what was measured, less than opening took, and more than its ids', async () => {
    // Columns, the dominator tree and retainers after a collection, with Chromium's page of test/unit/snapshot-leaks grown to 21 MB.
    const { kept, needed, forIds } = await outlook(310_247, 1_097_814, 21_657_184);
    const ratio = kept / 2 ** 20 / 33;
    assert.ok(ratio > 0.9 && ratio < 1.3, `${ratio} of what was measured`);
    assert.ok(needed > kept && kept > 310_247 * 4 && forIds < needed);
  });
});

describe('memory that cannot be had', () => {
  const isMemoryShort = (error: unknown) =>
    error instanceof HeapscopeError &&
    error.code === 'memory-short' &&
    /not enough memory to open huge/.test(error.message);

  test('is said as such while a file is read', async () => {
    const content = pieces(headOf(2 ** 36, 2 ** 36), 1000);
    await assert.rejects(openSnapshot(content, { file: 'huge', byteLength: 2 ** 50 }), isMemoryShort);
  });

  test('is said as such whatever the work', async () => {
    for (const allocate of [() => new Float64Array(2 ** 36), () => new ArrayBuffer(2 ** 52)])
      await assert.rejects(
        namingMemory('huge', async () => allocate()),
        isMemoryShort,
      );
  });

  test('is not what a mistake of the program is called', async () => {
    const mistake = new RangeError('string 5 of 3');
    await assert.rejects(
      namingMemory('it', () => Promise.reject(mistake)),
      error => error === mistake,
    );
  });
});
