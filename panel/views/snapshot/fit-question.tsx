import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { HostMemory } from '../../../src/snapshot/memory/host-memory.ts';
import type { Outlook } from '../../../src/snapshot/memory/outlook.ts';
import type { Bytes } from '../../../src/units.ts';
import type { BesideQuestion } from '../../state/reading-beside.ts';
import { formatBytes, formatCount } from '../../widgets/format.ts';

export interface FitQuestionProps {
  readonly outlook: Outlook;
  readonly memory: HostMemory;
  /** What snapshots that are open already hold. */
  readonly open: Bytes;
  /** Opens it nevertheless. */
  onOpen(): void;
  onSummarize(): void;
  onCancel(): void;
}

/** What a snapshot is that may not fit into memory, and what can be done with it. */
export function FitQuestion({ outlook, memory, open, onOpen, onSummarize, onCancel }: FitQuestionProps) {
  const { nodeCount, edgeCount, byteLength, needed } = outlook;
  const choices: readonly Choice[] = [
    { label: 'Summary only', run: onSummarize },
    { label: 'Open anyway', run: onOpen },
    { label: 'Cancel', run: onCancel },
  ];
  return (
    <Question title="This snapshot may not fit into memory" choices={choices}>
      <span>
        It has {formatCount(nodeCount)} nodes and {formatCount(edgeCount)} edges
        {byteLength !== null && ` in a file of ${formatBytes(byteLength)}`}. Opening it takes about{' '}
        {formatBytes(needed)} of memory{comparedWith({ needed, open, memory })}.
      </span>
      <span>
        A summary takes little memory, whatever the size: the classes, how many objects each has, and their own bytes.
      </span>
    </Question>
  );
}

export interface BesideFitQuestionProps {
  readonly question: BesideQuestion;
  /** Reads them nevertheless. */
  onGoOn(): void;
  onCancel(): void;
}

/** The same of other snapshots that are to be read beside the shown one. */
export function BesideFitQuestion({ question, onGoOn, onCancel }: BesideFitQuestionProps) {
  const { count, needed } = question;
  const choices: readonly Choice[] = [
    { label: 'Cancel', run: onCancel },
    { label: 'Read anyway', run: onGoOn },
  ];
  return (
    <Question
      title={`There may not be enough memory for ${count === 1 ? 'the other snapshot' : 'the others'}`}
      choices={choices}
    >
      <span>
        Reading {count === 1 ? 'it' : `${formatCount(count)} snapshots`} takes about {formatBytes(needed)} of memory
        {comparedWith(question)}.
      </span>
    </Question>
  );
}

/** Says why that is much. */
function comparedWith({ needed, open, memory: { total } }: Pick<BesideQuestion, 'needed' | 'open' | 'memory'>): string {
  const has = total === null ? '' : ` of the ${formatBytes(total)} that Chrome says this computer has`;
  const held = open > 0 ? `what is open already holds ${formatBytes(open)}` : '';
  if (total !== null && needed > total / 2) return `, more than half${has}${held && `; ${held}`}`;
  return `${held && `, and ${held}`}${has && `: together more than three quarters${has}`}`;
}

interface Choice {
  readonly label: string;
  run(): void;
}

interface QuestionProps {
  readonly title: string;
  /** What can be done, the best first. */
  readonly choices: readonly Choice[];
  readonly children: ComponentChildren;
}

function Question({ title, choices, children }: QuestionProps) {
  const id = useId();
  return (
    <section class="empty-state snapshot-question" aria-labelledby={id}>
      <strong id={id} role="alert">
        {title}
      </strong>
      {children}
      <div class="snapshot-choices">
        {choices.map(({ label, run }, i) => (
          <button key={label} type="button" class={i === 0 ? 'button primary' : 'button'} onClick={run}>
            {label}
          </button>
        ))}
      </div>
    </section>
  );
}
