import type { BesidePhase, ReadingBeside } from '../../state/reading-beside.ts';
import { BesideFitQuestion } from './fit-question.tsx';
import { Loading } from './loading.tsx';

export interface BesideViewProps {
  readonly phase: BesidePhase;
  readonly reading: ReadingBeside;
  onCancel(): void;
}

/** Stands in the place of what other snapshots are read for, until they are. */
export function BesideView({ phase, reading, onCancel }: BesideViewProps) {
  switch (phase.kind) {
    case 'reading':
      return <Loading progress={phase.progress} onCancel={onCancel} />;
    case 'asking':
      return <BesideFitQuestion question={phase.question} onGoOn={() => reading.goOn()} onCancel={onCancel} />;
  }
}
