/** By which column the rows of a table are in order. */
export interface Sort<Name extends string = string> {
  readonly column: Name;
  readonly descending: boolean;
}

/** The order after a press on the head of a column: what is largest comes first, and last after a second press. */
export function nextSort<Name extends string>(sort: Sort<Name>, column: Name): Sort<Name> {
  return { column, descending: column !== sort.column || !sort.descending };
}
