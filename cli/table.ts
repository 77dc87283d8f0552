/** A column of a table for people; numbers stand on the right with their thousands separated. */
export interface TableColumn<Row> {
  readonly title: string;
  readonly value: (row: Row) => number | string;
}

/** In columns of a terminal. */
const longestText = 80;

/** A table as lines of text, each ended. */
export function table<Row>(rows: readonly Row[], columns: readonly TableColumn<Row>[]): string {
  const cells = columns.map(({ title, value }) => {
    const values = rows.map(value);
    const texts = [oneLine(title), ...values.map(each => (typeof each === 'number' ? count(each) : oneLine(each)))];
    // Not as arguments of Math.max: a call takes some 100,000 of them.
    const width = texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);
    const isNumber = typeof values[0] === 'number';
    return texts.map(text => {
      const room = ' '.repeat(width - widthOf(text));
      return isNumber ? room + text : text + room;
    });
  });
  const lines = [null, ...rows].map((_, line) => cells.map(column => column[line]).join('  '));
  return lines.map(line => `${line.trimEnd()}\n`).join('');
}

/** `1,234,567`. */
export const count = (value: number): string => value.toLocaleString('en-US');

/** A text on one line, shortened. */
export function oneLine(text: string): string {
  const shown = visible(text.slice(0, longestText + 1));
  if (text.length <= longestText && widthOf(shown) <= longestText) return shown;
  let short = '';
  let width = 0;
  for (const character of shown) {
    width += widthOf(character);
    if (width >= longestText) break;
    short += character;
  }
  return `${short}…`;
}

/** What JSON leaves as it is, but a terminal obeys: the upper control characters, and those that turn the direction of writing. */
const obeyed = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

/** A text with all characters that would move the cursor, give a command to the terminal or turn a line around written as JSON does. */
export function visible(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\');
  return escaped.replaceAll(obeyed, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const narrow = /^[\x20-\x7e]*$/;
const halfWidth = /[\uff61-\uffdc]/u;
const fullWidth =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
const noWidth = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Columns of a terminal that a text takes. */
function widthOf(text: string): number {
  if (narrow.test(text)) return text.length;
  let width = 0;
  for (const character of text) {
    if (noWidth.test(character)) continue;
    width += fullWidth.test(character) && !halfWidth.test(character) ? 2 : 1;
  }
  return width;
}

/** What of a list is left out: a line, or nothing. */
export const more = (shown: number, all: number): string => (shown < all ? `… and ${count(all - shown)} more\n` : '');
