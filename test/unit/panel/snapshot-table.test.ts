import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { ListOrder, ListRow, ListSpec } from '../../../panel/snapshot-worker/contract.ts';
import { type SnapshotList, SnapshotTable } from '../../../panel/state/snapshot-table.ts';

const rowCount = 300;
const bySize: ListOrder = { column: 'retainedSize', descending: true };
const classes = (filter: string): ListSpec => ({ kind: 'classes', filter, scope: { kind: 'all' } });
const instances: ListSpec = { kind: 'instances', classIndex: 1, scope: { kind: 'all' } };

/** A worker that answers when it is told to, with rows 0 to 299, smallest last unless sorted by name; none answers once its list is closed. */
function slowWorker() {
  const opened: string[] = [];
  const failures: unknown[] = [];
  const waiting: (() => void)[] = [];
  const answer = () => new Promise<void>(resolve => waiting.push(resolve));
  let open = 0;
  const listOf = (order: ListOrder): SnapshotList => {
    let isClosed = false;
    const idAt = (place: number) => (order.descending ? place : rowCount - 1 - place);
    const answered = async <Value>(value: () => Value) => {
      await answer();
      if (isClosed) throw new Error('the list was closed');
      return value();
    };
    const rowAt = (place: number): ListRow => ({
      id: idAt(place),
      text: `${idAt(place)}`,
      figures: {},
      object: null,
      below: instances,
    });
    open++;
    return {
      count: rowCount,
      totals: { count: rowCount },
      rows: (from, count) =>
        answered(() => Array.from({ length: Math.min(count, rowCount - from) }, (_, i) => rowAt(from + i))),
      placeOf: id => answered(() => idAt(id)),
      close: () => {
        isClosed = true;
        open--;
      },
    };
  };
  const host = {
    openList: async (spec: ListSpec, order: ListOrder) => {
      const what = spec.kind === 'classes' ? spec.filter : spec.kind;
      opened.push(what);
      await answer();
      if (what === 'too much') throw new RangeError('Array buffer allocation failed');
      return listOf(order);
    },
    failed: (error: unknown) => void failures.push(error),
    beforeNextPicture: (task: () => void) => task(),
  };
  /** Answers what is asked, and what is asked then, at most so often. */
  const answerAll = async (most = Number.POSITIVE_INFINITY) => {
    for (let turn = 0; turn < most; turn++) {
      await setImmediate();
      const asked = waiting.splice(0);
      if (asked.length === 0) return;
      for (const each of asked) each();
    }
  };
  return { host, opened, failures, answerAll, listsOpen: () => open };
}

async function shown() {
  const worker = slowWorker();
  const table = new SnapshotTable(worker.host, bySize);
  void table.show(classes(''));
  await worker.answerAll();
  return { ...worker, table };
}

describe('a table of a snapshot', () => {
  it('opens only the last of what is asked for while the worker is busy', async () => {
    const { table, opened, answerAll, listsOpen } = await shown();
    for (const filter of ['N', 'No', 'Nod', 'Node']) void table.show(classes(filter));
    await answerAll();
    assert.deepEqual(opened, ['', 'Node']);
    assert.equal(listsOpen(), 1);
    void table.show(classes('a'));
    await answerAll(1);
    for (const filter of ['ab', 'abc']) void table.show(classes(filter));
    await answerAll();
    assert.deepEqual(opened.slice(2), ['a', 'abc']);
    assert.deepEqual([table.phase.value, listsOpen()], ['listed', 1]);
  });

  it('says that it is looking, and when it could not look', async () => {
    const { table, failures, answerAll, opened } = await shown();
    void table.show(classes('too much'));
    assert.equal(table.phase.value, 'opening');
    await answerAll();
    assert.deepEqual([table.phase.value, table.tree.value, failures.length], ['failed', null, 1]);
    void table.show(classes('too much'));
    await answerAll();
    assert.deepEqual(opened.slice(1), ['too much', 'too much'], 'it is tried again');
  });

  it('has nothing to list at once, whatever is on its way', async () => {
    const { table, answerAll, listsOpen } = await shown();
    void table.show(classes('a'));
    await table.show(null);
    assert.equal(table.tree.value, null);
    await answerAll();
    assert.deepEqual([table.tree.value, listsOpen()], [null, 0]);
  });

  /** As many answers as there may be before the second press. */
  for (const answers of [0, 1, 2, 3, 4, 5, 6, 8, 10, Number.POSITIVE_INFINITY])
    it(`keeps what is open and selected when its head is pressed again after ${answers} answers`, async () => {
      const { table, failures, answerAll } = await shown();
      const tree = table.tree.value;
      assert.ok(tree);
      tree.rowAt(0);
      await answerAll();
      void tree.toggle(tree.keyAt(0));
      await answerAll();
      void table.reveal([250]);
      await answerAll();
      assert.deepEqual(tree.openPaths(), [[0]]);

      void table.sort('retainedSize');
      await answerAll(answers);
      void table.sort('retainedSize');
      await answerAll();
      const now = table.tree.value;
      assert.deepEqual(now?.openPaths(), [[0]]);
      assert.deepEqual(now?.pathOf(table.selectedKey.value ?? -1), [250]);
      assert.deepEqual(failures, []);
    });

  it('keeps a row that is pressed while the rows are sorted anew', async () => {
    const { table, answerAll } = await shown();
    const tree = table.tree.value;
    tree?.rowAt(0);
    await answerAll();
    table.selectedKey.value = tree?.keyAt(3) ?? null;
    void table.sort('retainedSize');
    table.selectedKey.value = tree?.keyAt(5) ?? null;
    await answerAll();
    assert.notEqual(table.tree.value, tree);
    assert.deepEqual(table.tree.value?.pathOf(table.selectedKey.value ?? -1), [5]);
  });

  it('selects nothing in a list that has come since a row was looked for', async () => {
    const { table, failures, answerAll } = await shown();
    const revealed = table.reveal([250]);
    void table.show(classes('other'));
    await answerAll();
    assert.equal(await revealed, false);
    assert.equal(table.selectedKey.value, null);
    assert.deepEqual(failures, []);
  });
});
