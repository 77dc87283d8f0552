import './size-classes.css';
import { useEffect, useState } from 'preact/hooks';
import { defaultSampling } from '../../../src/recording/options.ts';
import { samplingCost } from '../../../src/recording/sampling-cost.ts';
import type { SizeClasses } from '../../../src/snapshot/queries/size-classes.ts';
import { bytes } from '../../../src/units.ts';
import type { ListRow } from '../../snapshot-worker/contract.ts';
import type { SnapshotState } from '../../state/snapshot-state.ts';
import { formatBytes, formatCount } from '../../widgets/format.ts';
import { locationLabel } from '../calltree/location.ts';
import { usePanel } from '../context.ts';
import { SizeClassesTable } from './size-classes-table.tsx';

/** How large the objects are, of all or of one function, and which interval of allocation sampling sees them. */
export function SizeClassesView({ state }: { readonly state: SnapshotState }) {
  const functions = useFunctions(state);
  const [chosen, choose] = useState<ListRow | null>(null);
  const ofFunction = useSizesOf(state, chosen);
  const sizes = chosen ? ofFunction : state.sizes.value;
  if (!sizes) return <div class="empty-state">Counting objects by their size</div>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which keys have to do too
    <section class="size-classes" aria-label="Objects by size" tabIndex={0}>
      {functions.length > 0 && (
        <label>
          Allocated by{' '}
          <select
            class="select"
            aria-label="Allocated by"
            value={chosen?.id ?? ''}
            onChange={event => choose(functions.find(({ id }) => String(id) === event.currentTarget.value) ?? null)}
          >
            <option value="">anything</option>
            {functions.map(({ id, text, frame, figures }) => (
              <option key={id} value={id}>
                {text} {frame && locationLabel(frame)} ({formatBytes(figures['liveSize'] ?? 0)})
              </option>
            ))}
          </select>
        </label>
      )}
      <Recommendation sizes={sizes} functionName={chosen?.text ?? null} />
      <SizeClassesTable sizes={sizes} />
    </section>
  );
}

interface RecommendationProps {
  readonly sizes: SizeClasses;
  readonly functionName: string | null;
}

/** The interval to choose, what it would cost, and one press to use it. */
function Recommendation({ sizes, functionName }: RecommendationProps) {
  const { state } = usePanel();
  const interval = bytes(sizes.recommendedInterval);
  const options = state.options.value;
  const isUsed = options.sampling?.interval === interval;
  const use = () => {
    state.options.value = { ...options, sampling: { ...(options.sampling ?? defaultSampling), interval } };
  };
  return (
    <p class="size-classes-recommendation">
      {formatCount(sizes.count)} objects, {formatBytes(sizes.size)}. To see {functionName ?? 'such a heap'} by
      allocation sampling, an interval of {formatBytes(interval)} is a good choice: the last column says what share of
      the objects it meets. It takes a page that allocates all the time about {Math.round(100 * samplingCost(interval))}{' '}
      % of its speed, others less.{' '}
      <button type="button" class="button" disabled={isUsed} onClick={use}>
        {isUsed ? `The next recording uses ${formatBytes(interval)}` : `Use ${formatBytes(interval)}`}
      </button>
    </p>
  );
}

/** The functions that allocated most of what is there; empty where no stacks were recorded. */
function useFunctions(state: SnapshotState): readonly ListRow[] {
  const [functions, setFunctions] = useState<readonly ListRow[]>([]);
  useEffect(() => {
    let isShown = true;
    void state.allocatingFunctions().then(rows => {
      if (isShown) setFunctions(rows);
    });
    return () => {
      isShown = false;
    };
  }, [state]);
  return functions;
}

/** Null while they are counted. */
function useSizesOf(state: SnapshotState, row: ListRow | null): SizeClasses | null {
  const [counted, setCounted] = useState<{ row: ListRow; sizes: SizeClasses } | null>(null);
  useEffect(() => {
    if (!row) return;
    let isWanted = true;
    void state.sizesOf(row).then(sizes => {
      if (isWanted && sizes) setCounted({ row, sizes });
    });
    return () => {
      isWanted = false;
    };
  }, [state, row]);
  return counted && counted.row === row ? counted.sizes : null;
}
