import './figure-table.css';
import type { ComponentChildren } from 'preact';
import { formatBytes, formatExactBytes } from './format.ts';

export interface FigureTableProps {
  /** Accessible name. */
  readonly label: string;
  /** What the names of the rows are. */
  readonly names: string;
  /** Heads of the columns of figures. */
  readonly figures: readonly string[];
  /** Head of a last column of buttons, which is heard and not seen. */
  readonly buttons?: string;
  /** `tbody`, and `tfoot` where there is one. */
  readonly children: ComponentChildren;
}

/** A small table: a name and its figures in each row. */
export function FigureTable({ label, names, figures, buttons, children }: FigureTableProps) {
  return (
    <table class="figure-table" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{names}</th>
          {figures.map(figure => (
            <th key={figure} scope="col" class="numeric">
              {figure}
            </th>
          ))}
          {buttons && (
            <th scope="col">
              <span class="visually-hidden">{buttons}</span>
            </th>
          )}
        </tr>
      </thead>
      {children}
    </table>
  );
}

export interface FigureCellProps {
  readonly text: string;
  /** The exact figure, for the tooltip. */
  readonly title?: string | undefined;
  /** Share of the largest, 0 to 1, to draw as a bar behind it. */
  readonly bar?: number | undefined;
}

/** A cell of a figure. */
export function FigureCell({ text, title, bar }: FigureCellProps) {
  return bar === undefined ? (
    <td class="numeric" title={title}>
      {text}
    </td>
  ) : (
    <td class="numeric figure-bar" title={title} style={{ '--bar': `${100 * bar}%` }}>
      {text}
    </td>
  );
}

/** A cell of a number of bytes. `note` follows the exact number in its tooltip. */
export function BytesCell({ bytes, note = '', bar }: { bytes: number; note?: string; bar?: number }) {
  return <FigureCell text={formatBytes(bytes)} title={`${formatExactBytes(bytes)}${note}`} bar={bar} />;
}
