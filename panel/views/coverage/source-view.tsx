// biome-ignore-all lint/a11y/useSemanticElements: a virtual table positions its rows itself, which <table> does not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the rows have nothing to operate; the table scrolls
// biome-ignore-all lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
import './coverage.css';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Segments } from '../../../src/coverage/segments.ts';
import type { SourceText } from '../../analysis/coverage-contract.ts';
import { formatCount } from '../../widgets/format.ts';
import { useVirtualRows } from '../../widgets/tree-table/use-virtual-rows.ts';
import { fileName } from './file-name.ts';
import { type RowState, rowOfOffset, type SourceRow, sourceRow } from './source-row.ts';

export interface SourceViewProps {
  readonly text: SourceText;
  readonly segments: Segments;
  /** Whether V8 counted, or only told what ran at all. */
  readonly counted: boolean;
  /** The place to bring into view when it changes. */
  readonly offset: number;
}

const rowHeight = 18;

/** The text of a script; beside each line, how often it ran. */
export function SourceView({ text, segments, counted, offset }: SourceViewProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rowCount = text.rowStart.length;
  const rows = useVirtualRows(scroller, rowCount, rowHeight, 0, -1);
  const { scrollTo } = rows;
  const chosen = rowOfOffset(text, offset);
  useScrollTo(chosen, text, scrollTo);
  return (
    <div
      ref={scroller}
      class="coverage-source"
      role="table"
      tabIndex={0}
      aria-label={`Source of ${fileName(text.url)}`}
      aria-rowcount={rowCount}
    >
      <div class="coverage-source-rows" style={{ height: `${rows.height}px` }}>
        {rows.items.map(({ index, top }) => (
          <Row
            key={index}
            index={index}
            top={rows.shift + top}
            row={sourceRow(text, segments, index)}
            counted={counted}
            isChosen={index === chosen && offset > 0}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  readonly index: number;
  readonly top: number;
  readonly row: SourceRow;
  readonly counted: boolean;
  readonly isChosen: boolean;
}

function Row({ index, top, row, counted, isChosen }: RowProps) {
  return (
    <div
      class="coverage-source-row"
      role="row"
      aria-rowindex={index + 1}
      data-state={row.state}
      data-chosen={isChosen}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span class="coverage-source-count" role="cell" title={titleOf(row, counted)}>
        {countOf(row, counted)}
      </span>
      <span class="coverage-source-line" role="cell">
        {row.beginsLine ? row.line : ''}
      </span>
      <code class="coverage-source-code" role="cell">
        {row.pieces.map((piece, at) => (
          <span key={at} class={piece.count === 0 ? 'unused' : undefined}>
            {piece.text}
          </span>
        ))}
      </code>
    </div>
  );
}

/** Colour alone would not be read by everybody: each state has its own sign. */
const signs: Record<RowState, string> = { used: '', 'partly used': '◐ ', unused: '', blank: '' };

function countOf({ state, count }: SourceRow, counted: boolean): string {
  if (state === 'blank') return '';
  if (state === 'unused') return '0';
  return signs[state] + (counted ? formatCount(count) : '✓');
}

function titleOf({ state, count }: SourceRow, counted: boolean): string {
  if (state === 'blank') return '';
  if (state === 'unused') return 'Did not run';
  const ran = counted ? `Ran ${formatCount(count)} ${count === 1 ? 'time' : 'times'}` : 'Ran';
  return state === 'used' ? ran : `${ran}; part of it did not run`;
}

/** Once for each choice: live updates leave the scroll position to the person. */
function useScrollTo(row: number, text: SourceText, scrollTo: (row: number) => void): void {
  const shown = useRef<string | null>(null);
  useLayoutEffect(() => {
    const choice = `${text.url} ${text.text.length} ${row}`;
    if (shown.current === choice) return;
    shown.current = choice;
    scrollTo(row);
  });
}
