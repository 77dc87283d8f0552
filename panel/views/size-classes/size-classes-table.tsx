import type { SizeClasses } from '../../../src/snapshot/queries/size-classes.ts';
import { BytesCell, FigureCell, FigureTable } from '../../widgets/figure-table.tsx';
import { formatBytes, formatCount, formatPercent } from '../../widgets/format.ts';

/** How many objects of which size there are, in powers of two: a table whose bars are the histogram. */
export function SizeClassesTable({ sizes: { classes, size } }: { readonly sizes: SizeClasses }) {
  const largest = Math.max(1, ...classes.map(each => each.size));
  const most = Math.max(1, ...classes.map(each => each.count));
  return (
    <FigureTable
      label="Size classes"
      names="Size of an object"
      figures={['Objects', 'Bytes', 'Share of the bytes', 'Sampled']}
    >
      <tbody>
        {classes.map(({ from, count: objects, size: bytes, sampledShare }) => (
          <tr key={from}>
            <th scope="row">
              {formatBytes(from)} to below {formatBytes(2 * from)}
            </th>
            <FigureCell text={formatCount(objects)} bar={objects / most} />
            <BytesCell bytes={bytes} bar={bytes / largest} />
            <FigureCell text={formatPercent(bytes / size)} />
            <FigureCell text={formatPercent(sampledShare)} />
          </tr>
        ))}
      </tbody>
    </FigureTable>
  );
}
