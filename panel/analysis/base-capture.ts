import type { Comparison, LabelledWeight } from './comparison.ts';
import type { BaseSubject, Measure } from './contract.ts';
import { ReadOnce } from './read-once.ts';
import { openSubject } from './stored-captures.ts';

/** As much of a session as is needed of the one that others are compared with. */
export interface ComparedSession {
  readonly measures: readonly Measure[];
  whole(measure: Measure, label: string | null): Promise<LabelledWeight | null>;
}

/** A capture that another is compared with. It does not change, so that each of its weights is made once. */
export class BaseCapture implements ComparedSession {
  readonly #weights = new Map<string, Promise<LabelledWeight | null>>();

  constructor(
    readonly captureId: Comparison['captureId'],
    private readonly session: ComparedSession,
  ) {}

  get measures(): readonly Measure[] {
    return this.session.measures;
  }

  whole(measure: Measure, label: string | null): Promise<LabelledWeight | null> {
    const name = JSON.stringify([measure, label]);
    const weight = this.#weights.get(name) ?? this.session.whole(measure, label);
    this.#weights.set(name, weight);
    return weight;
  }
}

/** Opens the capture that another is compared with. @throws HeapscopeError `capture-missing`, `file-invalid` */
export const baseCaptures = () =>
  new ReadOnce(async (subject: BaseSubject) => new BaseCapture(subject.captureId, await openSubject(subject, 0)));
