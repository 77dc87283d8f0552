/** Rows that are made into text at once. */
const rowsAtOnce = 1000;

/**
 * A JSON document in pieces, because a list of some millions of rows makes a text that is longer than a string may be.
 * Lists may be iterables that make their rows as they are asked for.
 */
export function* jsonPieces(document: Readonly<Record<string, unknown>>): Generator<string> {
  let before = '{';
  for (const [field, value] of Object.entries(document)) {
    yield `${before}${JSON.stringify(field)}:`;
    if (isList(value)) yield* listPieces(value);
    else yield JSON.stringify(value);
    before = ',';
  }
  yield '}\n';
}

const isList = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value;

function* listPieces(rows: Iterable<unknown>): Generator<string> {
  let before = '[';
  let waiting: unknown[] = [];
  for (const row of rows) {
    if (waiting.push(row) < rowsAtOnce) continue;
    yield before + JSON.stringify(waiting).slice(1, -1);
    before = ',';
    waiting = [];
  }
  yield waiting.length > 0 ? before + JSON.stringify(waiting).slice(1, -1) : before === '[' ? before : '';
  yield ']';
}

/** The first rows of a list, read in pages: all of them at once would take more memory than the snapshot itself. */
export function* inPages<Row>(
  most: number,
  page: (range: { readonly from: number; readonly count: number }) => readonly Row[],
): Generator<Row> {
  for (let from = 0; from < most; ) {
    const rows = page({ from, count: Math.min(rowsAtOnce, most - from) });
    if (rows.length === 0) return;
    yield* rows;
    from += rows.length;
  }
}
