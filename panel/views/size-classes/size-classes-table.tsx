import type { SizeClasses } from '../../../src/snapshot/queries/size-classes.ts';
import { formatBytes, formatCount, formatExactBytes, formatPercent } from '../../widgets/format.ts';

/** How many objects of which size there are, in powers of two: a table whose bars are the histogram. */
export function SizeClassesTable({ sizes: { classes, size } }: { readonly sizes: SizeClasses }) {
  const largest = Math.max(1, ...classes.map(each => each.size));
  const most = Math.max(1, ...classes.map(each => each.count));
  return (
    <table class="statistics-table" aria-label="Size classes">
      <thead>
        <tr>
          <th scope="col">Size of an object</th>
          <th scope="col" class="numeric">
            Objects
          </th>
          <th scope="col" class="numeric">
            Bytes
          </th>
          <th scope="col" class="numeric">
            Share of the bytes
          </th>
          <th scope="col" class="numeric">
            Sampled
          </th>
        </tr>
      </thead>
      <tbody>
        {classes.map(({ from, count: objects, size: bytes, sampledShare }) => (
          <tr key={from}>
            <th scope="row">
              {formatBytes(from)} to below {formatBytes(2 * from)}
            </th>
            <td class="numeric size-classes-bar" style={{ '--bar': `${(100 * objects) / most}%` }}>
              {formatCount(objects)}
            </td>
            <td
              class="numeric size-classes-bar"
              title={formatExactBytes(bytes)}
              style={{ '--bar': `${(100 * bytes) / largest}%` }}
            >
              {formatBytes(bytes)}
            </td>
            <td class="numeric">{formatPercent(bytes / size)}</td>
            <td class="numeric">{formatPercent(sampledShare)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
