import type { Comparison, LabelledWeight } from './comparison.ts';
import type { BaseSubject, Measure } from './contract.ts';
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

/** Opens the capture that another is compared with: read once for as long as it stays the same. */
export class BaseCaptures {
  #subject: BaseSubject | null = null;
  #opened: Promise<BaseCapture | null> = Promise.resolve(null);

  /** @throws HeapscopeError `capture-missing`, `file-invalid` */
  of(subject: BaseSubject | null): Promise<BaseCapture | null> {
    if (subject?.captureId !== this.#subject?.captureId) {
      this.#subject = subject;
      this.#opened = subject
        ? openSubject(subject, 0).then(session => new BaseCapture(subject.captureId, session))
        : Promise.resolve(null);
    }
    return this.#opened;
  }
}
