import { sameFrame } from '../../src/calltree/frame.ts';
import type { PlotTarget } from '../analysis/plots-contract.ts';
import type { PanelState } from './panel-state.ts';

/** As many curves can be told apart. */
const mostPlotted = 6;

/** Puts a curve into the plots, in place of the oldest when there are too many, and turns to them. */
export function plotOverTime({ plotted, viewTab }: PanelState, target: PlotTarget): void {
  const others = plotted.value.filter(other => !sameTarget(other, target));
  plotted.value = [...others, target].slice(-mostPlotted);
  viewTab.value = 'plots';
}

export function removePlot({ plotted }: PanelState, target: PlotTarget): void {
  plotted.value = plotted.value.filter(other => !sameTarget(other, target));
}

const sameTarget = (one: PlotTarget, other: PlotTarget): boolean =>
  one.by === other.by && sameFrame(one.frame, other.frame);
