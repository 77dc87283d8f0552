import type { ViewRequest } from './contract.ts';

/** What is looked at until the panel says what. */
export const defaultView: ViewRequest = {
  wish: 0,
  measure: 'live',
  shape: 'top-down',
  scope: 'all',
  filter: '',
  range: null,
  moment: null,
  comparedWith: null,
  normalised: false,
  opened: null,
  frozen: false,
  coverage: null,
};
