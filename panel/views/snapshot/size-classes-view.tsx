import type { SizeClasses } from '../../../src/snapshot/queries/size-classes.ts';
import { formatBytes, formatCount, formatExactBytes, formatPercent } from '../../widgets/format.ts';

/** How large the objects are, and which interval of allocation sampling sees them. @param sizes null until they are counted. */
export function SizeClassesView({ sizes }: { readonly sizes: SizeClasses | null }) {
  if (!sizes) return <div class="empty-state">Counting objects by their size</div>;
  const { classes, count, size, recommendedInterval } = sizes;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which keys have to do too
    <section class="size-classes" aria-label="Objects by size" tabIndex={0}>
      <p class="hint">
        {formatCount(count)} objects, {formatBytes(size)}. To see such a heap by allocation sampling, an interval of{' '}
        {formatBytes(recommendedInterval)} is a good choice: the last column says what share of the objects it meets.
      </p>
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
              Share of the heap
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
              <td class="numeric">{formatCount(objects)}</td>
              <td class="numeric" title={formatExactBytes(bytes)}>
                {formatBytes(bytes)}
              </td>
              <td class="numeric">{formatPercent(bytes / size)}</td>
              <td class="numeric">{formatPercent(sampledShare)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
