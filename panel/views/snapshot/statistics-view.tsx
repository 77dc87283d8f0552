import type { Statistics } from '../../../src/snapshot/class-table.ts';
import { BytesCell, FigureCell, FigureTable } from '../../widgets/figure-table.tsx';
import { formatBytes, formatPercent } from '../../widgets/format.ts';

interface Slice {
  readonly label: string;
  /** Bytes. */
  readonly size: number;
}

/** What the bytes of the heap are, as the Memory panel divides them. */
export function StatisticsView({ statistics }: { readonly statistics: Statistics }) {
  const slices = slicesOf(statistics);
  const { total } = statistics;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which keys have to do too
    <section class="statistics" aria-label="Bytes by kind" tabIndex={0}>
      <Donut slices={slices} total={total} />
      <FigureTable label="Statistics" names="Kind" figures={['Size', 'Share']}>
        <tbody>
          {slices.map(({ label, size }, i) => (
            <tr key={label}>
              <th scope="row">
                <span class={`slice slice-${i}`} />
                {label}
              </th>
              <BytesCell bytes={size} />
              <FigureCell text={formatPercent(size / total)} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            <BytesCell bytes={total} />
            <FigureCell text={formatPercent(1)} />
          </tr>
        </tfoot>
      </FigureTable>
    </section>
  );
}

/** With this radius the ring is 100 long, so that shares are lengths. */
const radius = 100 / (2 * Math.PI);

function Donut({ slices, total }: { readonly slices: readonly Slice[]; readonly total: number }) {
  let before = 0;
  return (
    <svg class="donut" viewBox="-20 -20 40 40" role="img" aria-label={`Heap of ${formatBytes(total)} by kind`}>
      {slices.map(({ label, size }, i) => {
        const share = (100 * size) / total;
        const start = before;
        before += share;
        return (
          <circle
            key={label}
            class={`slice-${i}`}
            r={radius}
            fill="none"
            stroke-width="7"
            stroke-dasharray={`${share} ${100 - share}`}
            stroke-dashoffset={-start}
            transform="rotate(-90)"
          >
            <title>
              {label}: {formatBytes(size)}, {formatPercent(size / total)}
            </title>
          </circle>
        );
      })}
      <text y="1.2" class="donut-total">
        {formatBytes(total)}
      </text>
    </svg>
  );
}

function slicesOf({ native, v8heap }: Statistics): Slice[] {
  const { code, strings, jsArrays, system } = v8heap;
  return [
    { label: 'Code', size: code },
    { label: 'Strings', size: strings },
    { label: 'JS arrays', size: jsArrays },
    { label: 'Typed arrays', size: native.typedArrays },
    { label: 'System objects', size: system },
    { label: 'Other JS objects', size: v8heap.total - code - strings - jsArrays - system },
    { label: 'Other non-JS objects (such as HTML and CSS)', size: native.total - native.typedArrays },
  ];
}
