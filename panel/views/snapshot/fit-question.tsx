import { useId } from 'preact/hooks';
import type { HostMemory } from '../../../src/snapshot/memory/host-memory.ts';
import type { Outlook } from '../../../src/snapshot/memory/outlook.ts';
import { formatBytes, formatCount } from '../../widgets/format.ts';

export interface FitQuestionProps {
  readonly outlook: Outlook;
  readonly memory: HostMemory;
  /** Opens it nevertheless. */
  onOpen(): void;
  onSummarize(): void;
  onCancel(): void;
}

/** What a snapshot is that may not fit into memory, and what can be done with it. */
export function FitQuestion({ outlook, memory, onOpen, onSummarize, onCancel }: FitQuestionProps) {
  const id = useId();
  const { nodeCount, edgeCount, byteLength, needed } = outlook;
  const has =
    memory.total === null
      ? ''
      : `, more than half of the ${formatBytes(memory.total)} that Chrome says this computer has`;
  return (
    <section class="empty-state snapshot-question" aria-labelledby={id}>
      <strong id={id}>This snapshot may not fit into memory</strong>
      <span>
        It has {formatCount(nodeCount)} nodes and {formatCount(edgeCount)} edges
        {byteLength !== null && ` in a file of ${formatBytes(byteLength)}`}. Opening it takes about{' '}
        {formatBytes(needed)} of memory{has}.
      </span>
      <span>
        A summary takes little memory, whatever the size: the classes, how many objects each has, and their own bytes.
      </span>
      <div class="snapshot-choices">
        <button type="button" class="button primary" onClick={onSummarize}>
          Summary only
        </button>
        <button type="button" class="button" onClick={onOpen}>
          Open anyway
        </button>
        <button type="button" class="button" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </section>
  );
}
