import type { CallTree } from '../../src/calltree/call-tree.ts';
import { ComparedTrees } from '../../src/calltree/compared-trees.ts';
import type { Measure } from './contract.ts';
import type { Weight } from './weight.ts';

/** A weight, and what a person knows the isolate by where it is that of one. */
export interface LabelledWeight extends Weight {
  readonly label: string;
}

/** What a view is to be held against: the whole of another capture. */
export interface Comparison {
  readonly captureId: string;
  /** What both captures have. */
  readonly measures: readonly Measure[];
  /** Null where the other capture has nothing of the isolate that is looked at. */
  readonly base: LabelledWeight | null;
}

/** A change from moment to moment is none of another capture. */
export const comparableMeasures = (one: readonly Measure[], other: readonly Measure[]): Measure[] =>
  one.filter(measure => measure !== 'change' && other.includes(measure));

/** Makes one weight of two captures': what differs. Keeps the table of frames for as long as the captures are the same. */
export class Comparer {
  #of = '';
  #trees = new ComparedTrees('bytes');
  #made = 0;

  change(own: LabelledWeight, { captureId, base }: Comparison, normalised: boolean): Weight {
    const trees = this.#treesOf(`${captureId} ${own.tree.unit}`, own.tree.unit);
    const [ownError, baseError] = [own.shown.standardError, base?.shown.standardError ?? null];
    const knowsError = ownError !== null && baseError !== null && !normalised;
    return {
      tree: trees.change(base, own, normalised),
      shown: {
        ...own.shown,
        base: base?.shown.period ?? own.shown.period,
        standardError: knowsError ? Math.hypot(ownError, baseError) : null,
      },
      frameTable: `compared ${this.#made}`,
      ...(own.liveSamples !== undefined && { liveSamples: own.liveSamples }),
      isIsolate: frame => trees.isIsolate(frame),
    };
  }

  /** Reasons by frame of a tree that was compared, by frame of the change. */
  reasonsIn(own: LabelledWeight, reasons: ReadonlyMap<number, string>): ReadonlyMap<number, string> {
    return new Map([...reasons].map(([frame, reason]) => [this.#trees.frameOf(own, frame), reason]));
  }

  #treesOf(name: string, unit: CallTree['unit']): ComparedTrees {
    if (this.#of !== name) {
      this.#of = name;
      this.#trees = new ComparedTrees(unit);
      this.#made++;
    }
    return this.#trees;
  }
}
