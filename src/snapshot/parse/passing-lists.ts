import type { SnapshotHeader } from '../../formats/snapshot-header.ts';
import { namingMemory } from '../memory/memory-short.ts';
import type { Stage, Watch } from '../progress.ts';
import { lowerBound } from '../queries/lower-bound.ts';
import { CoreLists } from './core-lists.ts';
import type { FileLists } from './file-lists.ts';
import type { SnapshotLayout } from './layout.ts';
import type { NodeSink } from './node-sink.ts';
import { NumberList, type NumberSink } from './number-list.ts';
import { readChunks } from './read-chunks.ts';
import { isKeptList, recordOfList } from './snapshot-lists.ts';
import type { ParseOptions } from './snapshot-parser.ts';
import { StringList } from './string-list.ts';
import type { ValueReader } from './value-reader.ts';

/** What is kept of the nodes of a file as they pass by. */
export interface PassingNodes<Result> extends NumberSink {
  /** Indexes of the strings that the result needs, in any order: to be asked for when all nodes have come. */
  namesWanted(): Uint32Array;
  /** @param textOf gives the string of an index among `namesWanted`. */
  result(header: SnapshotHeader, textOf: (index: number) => string): Result;
}

/** @param nodes checks the numbers before anything is made of them. */
export type PassingNodesOf<Result> = (layout: SnapshotLayout, nodes: NodeSink) => PassingNodes<Result>;

/**
 * Reads a snapshot or timeline once and keeps what is made of its nodes.
 * @throws HeapscopeError `file-invalid`, as the full engine says of the same file; `memory-short`; Cancelled
 */
export async function readPassing<Result>(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ParseOptions,
  nodesOf: PassingNodesOf<Result>,
  watch: Watch,
): Promise<Result> {
  return await namingMemory(options.file, () =>
    readChunks(chunks, options, (header, byteLength) => new PassingLists(header, byteLength, nodesOf), watch),
  );
}

/** The lists of a file read and checked to the end, but not kept, save what is made of the nodes: for what needs no edges. */
class PassingLists<Result> implements FileLists<Result> {
  readonly #core: CoreLists;
  readonly #nodes: PassingNodes<Result>;
  #strings = new StringList();
  /** Indexes of the strings that are kept, ascending; null when all are. */
  #wanted: Uint32Array | null = null;

  /** @param byteLength size of the file in bytes, where it is known */
  constructor(
    private readonly header: SnapshotHeader,
    byteLength: number | undefined,
    nodesOf: PassingNodesOf<Result>,
  ) {
    this.#core = new CoreLists(header, byteLength, false);
    this.#nodes = nodesOf(this.#core.layout, this.#core.nodes);
  }

  get stage(): Stage {
    return this.#core.stage;
  }

  get percent(): number | null {
    return this.#core.percent;
  }

  readerOf(name: string, at: number): ValueReader | null {
    this.#core.begin(name, at);
    if (name === 'nodes') return new NumberList(name, this.#nodes);
    if (name === 'edges') return new NumberList(name, this.#core.edges);
    if (name === 'strings') return this.#stringsReader();
    return isKeptList(name) ? new NumberList(name, forget(this.#fieldCount(recordOfList[name]))) : null;
  }

  result(): Result {
    this.#core.check(this.#strings.count);
    const strings = this.#strings.table();
    const wanted = this.#wanted;
    return this.#nodes.result(this.header, index => strings.get(wanted === null ? index : lowerBound(wanted, index)));
  }

  /** V8 writes the strings behind the nodes, which tell the few that are needed; in another order all are kept. */
  #stringsReader(): StringList {
    if (this.#core.hasBegun('nodes')) {
      this.#wanted = ascendingOnce(this.#nodes.namesWanted());
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

function ascendingOnce(indexes: Uint32Array): Uint32Array {
  return indexes.toSorted().filter((index, i, sorted) => i === 0 || index !== sorted[i - 1]);
}
