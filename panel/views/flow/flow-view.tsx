import './flow.css';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { CallTree } from '../../../src/calltree/call-tree.ts';
import { writeDot } from '../../../src/flow/dot.ts';
import type { Place } from '../../../src/flow/flow-graph.ts';
import type { FlowPicture } from '../../../src/flow/flow-picture.ts';
import { writeSvg } from '../../../src/flow/flow-svg.ts';
import { isAt } from '../../../src/flow/same-place.ts';
import { baseOf } from '../../state/comparison.ts';
import { flowRequestOf } from '../../state/flow-choice.ts';
import { formatCount } from '../../widgets/format.ts';
import { nodeOfKey } from '../../widgets/tree-table/visible-rows.ts';
import { openFrame } from '../calltree/open-source.ts';
import { formatWeight } from '../calltree/weights.ts';
import { usePanel } from '../context.ts';
import { FlowCanvas } from './flow-canvas.tsx';
import { FlowControls } from './flow-controls.tsx';
import { FlowDrawer, type FlowDrawing, type FlowWish } from './flow-drawer.ts';
import { findPlace } from './flow-selection.ts';
import { FlowTable } from './flow-table.tsx';

/** Which function hands how much to which: what the other views show, as a graph. @param tree what they show. */
export function FlowView({ tree }: { readonly tree: CallTree }) {
  const { state, analysis, actions } = usePanel();
  const choice = state.flow;
  const drawing = useDrawing(tree);
  const flow = drawing.kind === 'drawn' ? drawing.flow : null;
  const [target, setTarget] = useState<{ node: number } | null>(null);
  const found = useMemo(() => flow && foundIn(flow.picture.nodes, choice.search.value), [flow, choice.search.value]);
  const by = choice.by.value;
  const selectedNode = state.selected.value === null ? -1 : nodeOfKey(tree, state.selected.value);
  const selectedFrame = selectedNode > 0 ? tree.frames[tree.frame[selectedNode] ?? 0] : undefined;
  const views = {
    isSelected: ({ frame }: Place) => Boolean(frame && selectedFrame && isAt(selectedFrame, frame, by)),
    onSelect: (place: Place) => {
      const row = findPlace(place, tree, by);
      if (!row) return;
      state.selected.value = row.node;
      state.selectedFunction.value = row.function;
    },
    onActivate: ({ frame }: Place) => openFrame(frame),
  };
  const exportAs = (format: 'dot' | 'svg') => {
    const capture = state.shown.value;
    if (!capture || !flow) return;
    const dot = () =>
      writeDot(flow.picture, {
        weightText: weight => formatWeight(weight, flow.unit),
        sizeByLocal: choice.sizeByLocal.value,
        minEdgeFraction: choice.minEdgeFraction.value,
      });
    actions.exportText(capture, format === 'dot' ? dot() : writeSvg(flow), format);
  };
  return (
    <section class="flow-view" aria-label="Flow">
      <FlowControls
        choice={choice}
        hasPast={analysis.measures.value.includes('allocated') && tree.unit === 'bytes' && baseOf(state) === null}
        found={found?.length ?? null}
        canExport={flow !== null}
        onNextFound={() => {
          const next = found?.[((target ? found.indexOf(target.node) : -1) + 1) % found.length];
          if (next !== undefined) setTarget({ node: next });
        }}
        onExport={exportAs}
      />
      <div class="flow-main">
        {flow && choice.asTable.value && <FlowTable flow={flow} by={by} {...views} />}
        {flow && !choice.asTable.value && (
          <FlowCanvas flow={flow} found={found && new Set(found)} target={target} {...views} />
        )}
        {!flow && <NoPicture drawing={drawing} />}
        {flow && !choice.asTable.value && <Legend picture={flow.picture} />}
      </div>
    </section>
  );
}

/** What the figures and colours of the boxes mean, and what is missing. */
function Legend({ picture }: { readonly picture: FlowPicture }) {
  return (
    <p class="hint flow-legend">
      {formatCount(picture.nodes.length)} boxes: own / with calls · share of the whole{' '}
      <span class="flow-scale" aria-hidden="true" /> 0 to 100 %
      {picture.tooMany > 0 && (
        <>
          <br />
          The {formatCount(picture.tooMany)} smallest are left out: raise “Functions from”, or filter.
        </>
      )}
    </p>
  );
}

/** Follows what the views show and what is chosen, for as long as it is looked at. */
function useDrawing(tree: CallTree): FlowDrawing {
  const { state, analysis } = usePanel();
  const drawer = useMemo(() => new FlowDrawer(analysis.flow), [analysis]);
  useEffect(() => () => drawer.close(), [drawer]);
  const wish: FlowWish = { request: flowRequestOf(state.flow), sizeByLocal: state.flow.sizeByLocal.value };
  const { measure, scope, range, moment, filter, normalised, shown } = state;
  const base = baseOf(state)?.id;
  const asked = JSON.stringify([
    wish,
    [measure.value, scope.value, range.value, moment.value, filter.value, normalised.value, shown.value?.id, base],
  ]);
  const last = useRef('');
  // `asked` is all that the wish is made of.
  useEffect(() => {
    drawer.draw(wish, asked === last.current ? 'in time' : 'at once');
    last.current = asked;
  }, [drawer, asked, tree]);
  return drawer.drawing.value;
}

/** Numbers of the nodes with a matching place; null while nothing is looked for. */
function foundIn(nodes: readonly { readonly places: readonly Place[] }[], search: string): number[] | null {
  const wanted = search.trim().toLowerCase();
  if (!wanted) return null;
  return [...nodes.keys()].filter(node =>
    nodes[node]?.places.some(({ label }) => label.toLowerCase().includes(wanted)),
  );
}

function NoPicture({ drawing }: { readonly drawing: FlowDrawing }) {
  if (drawing.kind === 'failed')
    return (
      <p class="message error" role="alert">
        {drawing.error.sentence} {drawing.error.advice}
      </p>
    );
  return (
    <div class="empty-state" role="status">
      {drawing.kind === 'waiting' ? 'Drawing the flow graph' : 'Nothing is as large as the thresholds ask for'}
    </div>
  );
}
