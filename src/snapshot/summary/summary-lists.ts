import type { SnapshotHeader } from '../../formats/snapshot-header.ts';
import { bytes } from '../../units.ts';
import { CoreLists } from '../parse/core-lists.ts';
import type { FileLists } from '../parse/file-lists.ts';
import { NumberList, type NumberSink } from '../parse/number-list.ts';
import { isKeptList, recordOfList } from '../parse/snapshot-lists.ts';
import { StringList } from '../parse/string-list.ts';
import type { ValueReader } from '../parse/value-reader.ts';
import type { Stage } from '../progress.ts';
import { lowerBound } from '../queries/lower-bound.ts';
import { ClassCounter } from './class-counter.ts';
import type { SnapshotSummary } from './snapshot-summary.ts';

/** The lists of a file as a summary wants them: read and checked to the end, but counted and not kept. */
export class SummaryLists implements FileLists<SnapshotSummary> {
  readonly #core: CoreLists;
  readonly #counter: ClassCounter;
  #strings = new StringList();
  /** Indexes of the strings that are kept, ascending; null when all are. */
  #wanted: Uint32Array | null = null;

  /** @param byteLength size of the file in bytes, where it is known */
  constructor(
    private readonly header: SnapshotHeader,
    byteLength: number | undefined,
  ) {
    this.#core = new CoreLists(header, byteLength, false);
    this.#counter = new ClassCounter(this.#core.layout, this.#core.nodes);
  }

  get stage(): Stage {
    return this.#core.stage;
  }

  get percent(): number | null {
    return this.#core.percent;
  }

  readerOf(name: string, at: number): ValueReader | null {
    this.#core.begin(name, at);
    if (name === 'nodes') return new NumberList(name, this.#counter);
    if (name === 'edges') return new NumberList(name, this.#core.edges);
    if (name === 'strings') return this.#stringsReader();
    return isKeptList(name) ? new NumberList(name, forget(this.#fieldCount(recordOfList[name]))) : null;
  }

  result(): SnapshotSummary {
    const { nodes, edges } = this.#core;
    this.#core.check(this.#strings.count);
    const strings = this.#strings.table();
    const wanted = this.#wanted;
    const placeOf = (name: number) => (wanted === null ? name : lowerBound(wanted, name));
    return {
      nodeCount: nodes.count,
      edgeCount: edges.count,
      totalSize: bytes(this.#counter.totalSize + this.header.extraNativeBytes),
      classes: this.#counter.classes(name => strings.get(placeOf(name))),
    };
  }

  /** V8 writes the strings behind the nodes, which tell the few that are needed; in another order all are kept. */
  #stringsReader(): StringList {
    if (this.#core.hasBegun('nodes')) {
      this.#wanted = this.#counter.wantedStrings();
      this.#strings = new StringList(this.#wanted);
    }
    return this.#strings;
  }

  #fieldCount(record: string): number {
    return Math.max(1, this.header.fields[record]?.length ?? 0);
  }
}

/** Takes a list of which only the form is looked at. */
const forget = (fieldCount: number): NumberSink => ({ fieldCount, take: () => {} });
