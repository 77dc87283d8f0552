import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ListOrder, ListRow, ListSpec, ObjectTable } from '../../../panel/snapshot-worker/contract.ts';
import { SnapshotSession } from '../../../panel/snapshot-worker/session.ts';
import { openSnapshot } from '../../../src/snapshot/open-snapshot.ts';
import { type DrawnEdge, type DrawnNode, snapshotText } from '../snapshot/snapshot-text.ts';

const object = (name: string, size: number): DrawnNode => ({ type: 'object', name, size });
const property = (from: number, to: number, name: string): DrawnEdge => ({ from, to, type: 'property', name });

/** The root holds a window, which holds a shelf of two books; the books share an author. Ids are 2 × ordinal + 1. */
const nodes: readonly DrawnNode[] = [
  { type: 'synthetic', name: '', size: 0 },
  object('Window', 10),
  object('Shelf', 20),
  object('Book', 30),
  object('Book', 40),
  object('Author', 50),
  { type: 'string', name: 'Book of books', size: 60 },
];
const edges: readonly DrawnEdge[] = [
  { from: 0, to: 1, type: 'element', name: 1 },
  property(1, 2, 'shelf'),
  { from: 2, to: 3, type: 'element', name: 0 },
  { from: 2, to: 4, type: 'element', name: 1 },
  property(3, 5, 'author'),
  property(4, 5, 'author'),
  property(5, 6, 'biography'),
];

async function open(text = snapshotText(nodes, edges)) {
  return await openSnapshot([new TextEncoder().encode(text)], { file: 'books.heapsnapshot' });
}

const session = new SnapshotSession(await open());
const bySize: ListOrder = { column: 'shallowSize', descending: true };
const byName: ListOrder = { column: 'name', descending: false };

function rowsOf(spec: ListSpec, order: ListOrder, of = session): readonly ListRow[] {
  const { list, count } = of.list(spec, order);
  const rows = of.rows(list, 0, count);
  of.close(list);
  return rows;
}

const textsOf = (spec: ListSpec, order: ListOrder, of = session) => rowsOf(spec, order, of).map(({ text }) => text);
const classes = (filter = ''): ListSpec => ({ kind: 'classes', filter, scope: { kind: 'all' } });

/** The texts along the way to the object with this id, as a view opens it. */
function wayTo(table: ObjectTable, heapObjectId: number, top: ListSpec): string[] {
  const node = (heapObjectId - 1) / 2;
  const path = session.pathTo(table, { side: 'shown', node, heapObjectId, className: '' });
  assert.ok(path);
  let spec: ListSpec | null = top;
  return path.map(id => {
    const row = spec && rowsOf(spec, bySize).find(each => each.id === id);
    assert.ok(row, `no row ${id}`);
    spec = row.below;
    return row.text;
  });
}

describe('a snapshot in its worker', () => {
  it('sorts classes by any column, and filters them by text or regular expression', () => {
    assert.deepEqual(textsOf(classes(), bySize), ['Book ×2', '(string) ×1', 'Author ×1', 'Shelf ×1', 'Window ×1']);
    assert.deepEqual(textsOf(classes('/^(Book|Shelf)$/'), byName), ['Book ×2', 'Shelf ×1']);
  });

  it('lists what a class has, what an object holds, and what holds it', () => {
    const [book] = rowsOf(classes('book'), bySize);
    assert.ok(book?.below);
    const [larger] = rowsOf(book.below, bySize);
    assert.equal(larger?.text, 'Book @9');
    assert.ok(larger.below);
    assert.deepEqual(textsOf(larger.below, byName), ['author :: Author @11']);
    const author: ListSpec = { kind: 'retainers', side: 'shown', node: 5 };
    assert.deepEqual(textsOf(author, { column: 'distance', descending: false }), [
      'author in Book @7',
      'author in Book @9',
    ]);
  });

  it('leads to an object in every table', () => {
    assert.deepEqual(wayTo('classes', 11, classes()), ['Author ×1', 'Author @11']);
    const contents: ListSpec = { kind: 'contents', side: 'shown', node: 0 };
    assert.deepEqual(wayTo('containment', 11, contents), [
      '[1] :: Window @3',
      'shelf :: Shelf @5',
      '[0] :: Book @7',
      'author :: Author @11',
    ]);
    // Neither book holds the author alone.
    assert.deepEqual(wayTo('dominators', 11, { kind: 'dominated', node: 0 }), ['Window @3', 'Shelf @5', 'Author @11']);
    assert.equal(session.pathTo('strings', { side: 'shown', node: 5, heapObjectId: 11, className: '' }), null);
  });

  it('lists single objects by class, property, type and size, with their number and bytes', () => {
    const wanted = { className: '', property: '', type: '', leastRetainedSize: 0 };
    const texts = (some: Partial<typeof wanted>) =>
      textsOf({ kind: 'objects', wanted: { ...wanted, ...some } }, { column: 'retainedSize', descending: true });
    assert.deepEqual(texts({ className: 'book' }), ['Book @9', 'Book @7']);
    assert.deepEqual(texts({ className: '/^.o/', property: '/^author$/' }), ['Book @9', 'Book @7']);
    assert.deepEqual(texts({ className: '.ook' }), [], 'text is no expression');
    assert.deepEqual(texts({ type: 'string' }), ['"Book of books" @13']);
    assert.deepEqual(texts({ leastRetainedSize: 110 }), ['Window @3', 'Shelf @5', 'Author @11']);
    const { count, totals } = session.list({ kind: 'objects', wanted: { ...wanted, className: 'Book' } }, bySize);
    assert.deepEqual([count, totals], [2, { count: 2, shallowSize: 70 }]);
  });

  it('sorts objects of many classes by the names of these', () => {
    const all = { className: '', property: '', type: '', leastRetainedSize: 0 };
    const classesOf = (spec: ListSpec, order: ListOrder) => textsOf(spec, order).map(text => text.split(' ')[0]);
    const inOrder = ['"Book', 'Author', 'Book', 'Book', 'Shelf', 'Window'];
    assert.deepEqual(classesOf({ kind: 'objects', wanted: all }, byName), inOrder);
    assert.deepEqual(
      classesOf({ kind: 'objects', wanted: all }, { ...byName, descending: true }),
      inOrder.toReversed(),
    );
  });

  it('finds what is called just so before what only has the word in it, and an object by its id', () => {
    assert.deepEqual(textsOf({ kind: 'found', text: 'Book' }, byName), ['Book @7', 'Book @9', '"Book of books" @13']);
    assert.deepEqual(textsOf({ kind: 'found', text: '@11' }, byName), ['Author @11']);
    assert.deepEqual(textsOf({ kind: 'found', text: '@12' }, byName), []);
  });

  it('lists the same retainers of a node once they have been prepared, ignored ones or not', async () => {
    const prepared = new SnapshotSession(await open());
    for (const _ of prepared.warmUp(0));
    const fresh = new SnapshotSession(await open());
    const nearest: ListOrder = { column: 'distance', descending: false };
    for (const ignored of [[], [3]])
      for (const order of [nearest, { ...nearest, descending: true }, bySize, byName])
        for (const [node] of nodes.entries()) {
          prepared.ignoreRetainers(ignored);
          fresh.ignoreRetainers(ignored);
          const spec: ListSpec = { kind: 'retainers', side: 'shown', node };
          assert.deepEqual(rowsOf(spec, order, prepared), rowsOf(spec, order, fresh));
        }
  });

  it('leaves ignored retainers out of account', () => {
    session.ignoreRetainers([3]);
    const author: ListSpec = { kind: 'retainers', side: 'shown', node: 5 };
    const nearest = { column: 'distance', descending: false };
    assert.deepEqual(textsOf(author, nearest), ['author in Book @9', 'author in Book @7 (ignored)']);
    session.ignoreRetainers([]);
  });
});

describe('two snapshots in one worker', () => {
  it('list what is new and what is gone, and lead into the one that has it', async () => {
    const compared = new SnapshotSession(await open());
    const renamed = nodes.map((node, i) => (i === 4 ? object('Scroll', 40) : node));
    compared.compareWith(await open(snapshotText(renamed, edges)));
    const changes = rowsOf({ kind: 'changes', filter: '' }, byName, compared);
    assert.deepEqual(
      changes.map(({ text, figures }) => [text, figures['newCount'], figures['deletedCount'], figures['sizeDelta']]),
      [
        ['Book', 1, 0, 40],
        ['Scroll', 0, 1, -40],
      ],
    );
    const gone = rowsOf(changes[1]?.below ?? classes(), byName, compared);
    assert.deepEqual(
      gone.map(({ text, object: ref }) => [text, ref?.side]),
      [['− Scroll @9', 'base']],
    );
    assert.deepEqual(textsOf(gone[0]?.below ?? classes(), byName, compared), ['author :: Author @11']);
  });
});

describe('three snapshots of one page', () => {
  const ids = (...ordinals: readonly number[]) => Uint32Array.from(ordinals, ordinal => ordinal * 2 + 1);
  const past = (...ordinals: readonly number[]) => ({
    ids: ids(...ordinals),
    functions: new Map<number, string>(),
    isSample: false,
  });
  const byVerdict: ListOrder = { column: 'verdict', descending: true };

  it('name what came and stayed, why it is listed, and how one of it is held', async () => {
    const final = new SnapshotSession(await open());
    const overview = await final.findLeaks(past(0, 1, 2), past(0, 1, 2, 3, 4, 5), {});
    assert.deepEqual(overview, { verdict: 'unsure', leaks: 0, suspects: 2 });
    const leaks = rowsOf({ kind: 'leaks', filter: '' }, byVerdict, final);
    assert.deepEqual(
      leaks.map(({ text, words, figures, object: example }) => [
        text,
        words?.['verdict'],
        figures['count'],
        figures['retainedSize'],
        example?.heapObjectId,
      ]),
      [
        ['Author ×1', 'Suspect: stayed', 1, 110, 11],
        ['Book ×2', 'Suspect: stayed', 2, 70, 9],
      ],
    );
    assert.match(leaks[0]?.explanation ?? '', /^It came with the action and stayed/);
    const trace = rowsOf(leaks[0]?.below ?? classes(), bySize, final);
    assert.deepEqual(
      trace.map(({ text }) => text),
      ['Window @3', 'shelf :: Shelf @5', '[0] :: Book @7', 'author :: Author @11'],
    );
    assert.deepEqual(
      trace.map(({ id }) => id),
      [0, 1, 2, 3],
    );
    assert.deepEqual(textsOf({ kind: 'leaks', filter: 'auth' }, byVerdict, final), ['Author ×1']);
    final.forgetLeaks();
    assert.deepEqual(rowsOf({ kind: 'leaks', filter: '' }, byVerdict, final), []);
  });

  it('are refused when a later one comes first', async () => {
    const final = new SnapshotSession(await open());
    await assert.rejects(final.findLeaks(past(0, 1, 2, 3), past(0, 1), {}), /not in the order/);
  });
});
