/** A column of a table for people; numbers stand on the right with their thousands separated. */
export interface TableColumn<Row> {
  readonly title: string;
  readonly value: (row: Row) => number | string;
}

const longestText = 80;

/** A table as lines of text, each ended. */
export function table<Row>(rows: readonly Row[], columns: readonly TableColumn<Row>[]): string {
  const cells = columns.map(({ title, value }) => {
    const values = rows.map(value);
    const texts = [title, ...values.map(each => (typeof each === 'number' ? count(each) : oneLine(each)))];
    const width = Math.max(...texts.map(text => text.length));
    const isNumber = typeof values[0] === 'number';
    return texts.map(text => (isNumber ? text.padStart(width) : text.padEnd(width)));
  });
  const lines = [null, ...rows].map((_, line) => cells.map(column => column[line]).join('  '));
  return lines.map(line => `${line.trimEnd()}\n`).join('');
}

/** `1,234,567`. */
export const count = (value: number): string => value.toLocaleString('en-US');

/** A text on one line, shortened; characters that would move the cursor are written as JSON does. */
export function oneLine(text: string): string {
  const short = text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
  return JSON.stringify(short).slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\');
}

/** What of a list is left out: a line, or nothing. */
export const more = (shown: number, all: number): string => (shown < all ? `… and ${count(all - shown)} more\n` : '');
