import type { InstrumentKind } from '../../../src/recording/rows.ts';

/**
 * What stands beside each instrument's checkbox. The costs are those that `npm run bench:overhead` prints (docs/figures.md).
 */
export const instrumentTexts: Record<InstrumentKind, { label: string; shows: string; costs: string }> = {
  'allocation-sampling': {
    label: 'Allocation sampling',
    shows: 'which functions allocated what is in memory now',
    costs: 'costs about an eighth of its speed where a page allocates all the time; at 128 KB, next to nothing',
  },
  'allocation-timeline': {
    label: 'Allocation timeline',
    shows: 'every object, in bars of 50 ms: still live or collected',
    costs: 'costs about half of its speed; with stacks nearly all of it',
  },
  'cpu-profile': {
    label: 'CPU profile',
    shows: 'which functions burn the time',
    costs: 'costs up to an eighth of its speed',
  },
  'heap-usage': {
    label: 'Heap usage',
    shows: 'used and total heap, buffers, DOM nodes and listeners over time',
    costs: 'costs nothing that can be measured',
  },
  coverage: {
    label: 'Coverage',
    shows: 'which functions and blocks ran, how often, and which never',
    costs: 'costs about a seventh of its speed with blocks and counts',
  },
};
