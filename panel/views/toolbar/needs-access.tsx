import type { Domain } from '../../../src/messages/contract.ts';
import type { InstrumentKind } from '../../../src/recording/rows.ts';
import { usePanel } from '../context.ts';

export const needsAccess = 'Needs full access: press Connect';

/** What an instrument cannot do without. The CPU profile and heap usage have ways of their own. */
const domainOf: Partial<Record<InstrumentKind, Domain>> = {
  'allocation-sampling': 'HeapProfiler',
  'allocation-timeline': 'HeapProfiler',
  coverage: 'Profiler',
};

/** Says of an instrument that it is out of reach now, and what leads to it; nothing of one that is not. */
export function NeedsAccess({ kind }: { readonly kind: InstrumentKind }) {
  const { state } = usePanel();
  const domain = domainOf[kind];
  const isMissing = domain && state.tab.value?.domains[domain] === 'unavailable';
  return isMissing ? <p class="message warning">{needsAccess}</p> : null;
}
