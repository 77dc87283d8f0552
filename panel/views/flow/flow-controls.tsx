import type { Signal } from '@preact/signals';
import type { FlowUnit } from '../../../src/flow/flow-graph.ts';
import type { FlowChoice } from '../../state/flow-choice.ts';
import { formatPercent } from '../../widgets/format.ts';
import { Menu } from '../../widgets/menu/menu.tsx';
import { Popover } from '../../widgets/popover/popover.tsx';
import { SearchField } from '../../widgets/search-field.tsx';

export interface FlowControlsProps {
  readonly choice: FlowChoice;
  /** Whether several moments can be shown. */
  readonly hasPast: boolean;
  /** How many boxes the search has found; null while nothing is looked for. */
  readonly found: number | null;
  readonly canExport: boolean;
  onNextFound(): void;
  onExport(format: 'dot' | 'svg'): void;
}

export function FlowControls(props: FlowControlsProps) {
  const { choice, hasPast, found, canExport, onNextFound, onExport } = props;
  return (
    <div class="capture-bar flow-bar" role="toolbar" aria-label="Flow graph options">
      <select
        class="select"
        aria-label="Boxes are"
        value={choice.by.value}
        onChange={event => {
          choice.by.value = event.currentTarget.value as FlowUnit;
        }}
      >
        <option value="function">Functions</option>
        <option value="line">Lines</option>
      </select>
      {hasPast && (
        <select
          class="select"
          aria-label="Moments"
          title="Several moments of the selected time in one picture"
          value={choice.moments.value}
          onChange={event => {
            choice.moments.value = Number(event.currentTarget.value);
          }}
        >
          <option value={1}>As measured</option>
          <option value={2}>A and B</option>
          <option value={3}>3 moments</option>
          <option value={4}>4 moments</option>
        </select>
      )}
      <Popover label="Thresholds" title="What is left out, and how boxes look">
        <div class="flow-options">
          <Options choice={choice} />
        </div>
      </Popover>
      <button
        type="button"
        class="button plain"
        aria-pressed={choice.asTable.value}
        title="The same as a table"
        onClick={() => {
          choice.asTable.value = !choice.asTable.value;
        }}
      >
        Table
      </button>
      <Menu
        label="Export graph"
        disabled={!canExport}
        items={[
          { label: 'Graphviz', hint: '.dot', run: () => onExport('dot') },
          { label: 'Picture', hint: '.svg', run: () => onExport('svg') },
        ]}
      />
      <SearchField
        label="Find in the picture"
        placeholder={found === null ? 'Find in the picture' : ''}
        value={choice.search.value}
        onText={text => {
          choice.search.value = text;
        }}
        onKeyDown={event => {
          if (event.key === 'Enter') onNextFound();
        }}
      />
      {found !== null && (
        <span class="hint" role="status">
          {found} found
        </span>
      )}
    </div>
  );
}

const thresholds = [
  {
    label: 'Functions from',
    title: 'Functions with a smaller share of the whole are left out',
    value: 'minNodeFraction',
    most: 0.2,
    step: 0.0025,
  },
  {
    label: 'Calls from',
    title: 'Arrows with a smaller share of what their caller has are left out',
    value: 'minEdgeFraction',
    most: 0.5,
    step: 0.01,
  },
] as const;

function Options({ choice }: { readonly choice: FlowChoice }) {
  return (
    <>
      {thresholds.map(({ value, ...threshold }) => (
        <Threshold key={value} {...threshold} value={choice[value]} />
      ))}
      <Toggle
        label="Collapse chains"
        title="Functions that only hand on what they get become one box"
        value={choice.collapse}
      />
      <Toggle label="Size by own" title="Functions with more of their own are larger" value={choice.sizeByLocal} />
    </>
  );
}

interface ThresholdProps {
  readonly label: string;
  readonly title: string;
  readonly value: Signal<number>;
  readonly most: number;
  readonly step: number;
}

function Threshold({ label, title, value, most, step }: ThresholdProps) {
  const text = formatPercent(value.value);
  return (
    <label class="flow-threshold" title={title}>
      <span>{label}</span>
      <input
        type="range"
        min={0}
        max={most}
        step={step}
        value={value.value}
        aria-label={label}
        aria-valuetext={text}
        onInput={event => {
          value.value = Number(event.currentTarget.value);
        }}
      />
      <output class="numeric">{text}</output>
    </label>
  );
}

function Toggle({ label, title, value }: { label: string; title: string; value: Signal<boolean> }) {
  return (
    <label class="checkbox" title={title}>
      <input
        type="checkbox"
        checked={value.value}
        onChange={event => {
          value.value = event.currentTarget.checked;
        }}
      />
      {label}
    </label>
  );
}
