import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { PagedTree, type RowList } from '../../../panel/state/snapshot-tree.ts';

/** The row `id` of a list; below it lies a list of as many rows. */
interface NumberRow {
  readonly id: number;
  readonly text: string;
}

/** A million rows at the top; each request is noted. */
class Numbers {
  readonly asked: string[] = [];
  readonly open = new Set<string>();
  readonly tree: PagedTree<NumberRow>;

  /** @param beforeNextPicture does what is due for it: at once, where nothing else is said. */
  constructor(count: number, beforeNextPicture = (task: () => void) => task()) {
    this.tree = new PagedTree<NumberRow>({
      open: () => this.#list('', count),
      openBelow: ({ id, text }) => this.#list(`${text}.`, id),
      failed: error => assert.fail(String(error)),
      beforeNextPicture,
    });
  }

  /** What is shown, row by row, once everything in view has come. */
  async shown(from: number, count: number): Promise<string[]> {
    const rows = () => Array.from({ length: count }, (_, i) => this.tree.rowAt(from + i));
    while (rows().includes(null)) await Promise.resolve();
    return rows().map((row, i) => `${'-'.repeat(this.tree.levelAt(from + i) - 1)}${row?.text}`);
  }

  async #list(prefix: string, count: number): Promise<RowList<NumberRow>> {
    this.open.add(prefix);
    return {
      count,
      rows: async (from, most) => {
        this.asked.push(`${prefix}${from}`);
        const length = Math.min(most, count - from);
        return Array.from({ length }, (_, i) => ({ id: from + i, text: `${prefix}${from + i}` }));
      },
      placeOf: async id => (id < count ? id : -1),
      close: () => this.open.delete(prefix),
    };
  }
}

async function numbers(count: number): Promise<Numbers> {
  const made = new Numbers(count);
  await made.tree.start();
  return made;
}

describe('a tree of lists', () => {
  it('fetches the rows around those that are looked at, and few others', async () => {
    const { tree, asked, shown } = await withShown(1_000_000);
    assert.equal(tree.rowCount, 1_000_000);
    assert.deepEqual(await shown(500_048, 2), ['500048', '500049']);
    assert.deepEqual(asked, ['500000', '499900']);
  });

  it('has the rows that come next before they are looked at, without drawing anything anew for them', async () => {
    const { tree, asked, shown } = await withShown(1_000_000);
    await shown(0, 20);
    assert.deepEqual(asked, ['0']);
    const version = tree.version.value;
    assert.deepEqual(await shown(50, 1), ['50']);
    assert.deepEqual(asked, ['0', '100']);
    await setImmediate();
    assert.equal(tree.rowAt(100)?.text, '100');
    assert.equal(tree.version.value, version);
  });

  it('asks again for rows that were looked at while others were on their way', async () => {
    const { tree, asked, shown } = await withShown(1_000_000);
    for (const row of [0, 200, 400, 600]) tree.rowAt(row);
    assert.equal(tree.rowAt(900_000), null);
    const version = tree.version.value;
    await setImmediate();
    assert.notEqual(tree.version.value, version);
    assert.deepEqual(await shown(900_000, 1), ['900000']);
    assert.ok(asked.includes('900000'));
  });

  it('draws once for all the rows that have come since the last picture', async () => {
    const due: (() => void)[] = [];
    const { tree } = new Numbers(1_000_000, task => due.push(task));
    await tree.start();
    for (const row of [0, 200, 400, 600]) tree.rowAt(row);
    const version = tree.version.value;
    await setImmediate();
    assert.equal(tree.rowAt(600)?.text, '600');
    assert.deepEqual([due.length, tree.version.value], [1, version]);
    due.pop()?.();
    assert.equal(tree.version.value, version + 1);
  });

  it('has few pages on the way at once, however many rows are asked for', async () => {
    const { tree, asked } = await numbers(100_000);
    for (let row = 0; row < 100_000; row++) tree.rowAt(row);
    assert.equal(asked.length, 4);
  });

  it('shows what is open in its place, on several levels', async () => {
    const { tree, shown } = await withShown(10);
    await tree.reveal([3, 2], true);
    assert.equal(tree.rowCount, 10 + 3 + 2);
    assert.deepEqual(await shown(2, 9), ['2', '3', '-3.0', '-3.1', '-3.2', '--3.2.0', '--3.2.1', '4', '5']);
    assert.equal(tree.parentOf(7), 6);
    assert.deepEqual(
      [...tree.above(7)].map(({ text }) => text),
      ['3.2', '3'],
    );
  });

  it('knows each row by its key, whatever opens and closes around it', async () => {
    const { tree } = await numbers(10);
    const key = (await tree.reveal([3, 2])) ?? Number.NaN;
    assert.equal(tree.rowOfKey(key), 6);
    await tree.toggle(tree.keyAt(1));
    assert.equal(tree.rowOfKey(key), 7);
    await tree.toggle(tree.keyAt(1));
    assert.deepEqual(tree.pathOf(key), [3, 2]);
    assert.deepEqual(tree.openPaths(), [[3]]);
  });

  it('opens a row once, however often that is asked for', async () => {
    const { tree, open } = await numbers(10);
    await Promise.all([tree.reveal([3], true), tree.reveal([3], true)]);
    assert.equal(tree.rowCount, 13);
    await tree.toggle(tree.keyAt(3));
    assert.equal(tree.rowCount, 10);
    assert.deepEqual([...open], ['']);
  });

  it('does not find what is not there', async () => {
    const { tree } = await numbers(10);
    assert.equal(await tree.reveal([3, 7]), null);
  });

  it('follows the first rows as far as it is told', async () => {
    const { tree } = await numbers(10);
    await tree.reveal([5], true);
    await tree.openFirst(({ id }) => id === 0, 20);
    assert.deepEqual(tree.openPaths(), [[0], [5]]);
  });

  it('closes every list that it has opened', async () => {
    const { tree, open } = await numbers(10);
    await tree.reveal([3, 2, 1], true);
    assert.equal(open.size, 4);
    await tree.toggle(tree.keyAt(3));
    assert.deepEqual([...open], ['']);
    tree.dispose();
    assert.equal(open.size, 0);
  });
});

async function withShown(count: number) {
  const made = await numbers(count);
  return { tree: made.tree, asked: made.asked, shown: made.shown.bind(made) };
}
