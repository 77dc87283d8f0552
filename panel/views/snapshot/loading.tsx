import { useId } from 'preact/hooks';
import type { Progress, Stage } from '../../../src/snapshot/progress.ts';

export interface LoadingProps {
  /** Null before the first is known. */
  readonly progress: Progress | null;
  onCancel(): void;
}

/** What the worker does now, how far it is, and a way out. */
export function Loading({ progress, onCancel }: LoadingProps) {
  const id = useId();
  const percent = progress?.percent ?? null;
  return (
    <div class="empty-state snapshot-loading">
      <label for={id}>
        {progress ? sentenceOf(progress.stage) : 'Opening the file'}
        {percent !== null && ` ${Math.floor(percent)} %`}
      </label>
      <progress id={id} max={100} {...(percent === null ? {} : { value: percent })} />
      <button type="button" class="button" onClick={onCancel}>
        Cancel
      </button>
    </div>
  );
}

const sentenceOf = (stage: Stage): string => stage.charAt(0).toUpperCase() + stage.slice(1);
