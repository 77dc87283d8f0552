/** The worker that lays flow graphs out: Graphviz takes its time, and its code is only loaded by who looks at one. */
import { instance, type Viz } from '@viz-js/viz';
import * as Comlink from 'comlink';
import { HeapscopeError } from '../../src/errors/heapscope-error.ts';
import { type FlowLayout, type GraphvizJson, readLayout } from '../../src/flow/flow-layout.ts';
import { outcomeOf } from '../outcome.ts';
import type { FlowLayouter } from './flow-contract.ts';

const graphviz = instance();

const layouter: FlowLayouter = {
  layout: text => outcomeOf(async () => layoutOf(text, await graphviz)),
};

function layoutOf(text: string, viz: Viz): FlowLayout {
  const result = viz.render(text, { format: 'json0', engine: 'dot', yInvert: true });
  if (result.status === 'success') return readLayout(JSON.parse(result.output) as GraphvizJson, text);
  throw new HeapscopeError('flow-layout', { problem: result.errors.map(({ message }) => message).join(' ') });
}

Comlink.expose(layouter);
