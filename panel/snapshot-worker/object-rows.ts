import { subtreeCountOf } from '../../src/snapshot/heap-graph.ts';
import type { OpenSnapshot } from '../../src/snapshot/open-snapshot.ts';
import type { IgnoredRetainers } from '../../src/snapshot/queries/ignored-retainers.ts';
import { RowMaker } from '../../src/snapshot/queries/row-maker.ts';
import type { EdgeRow, NodeRow } from '../../src/snapshot/queries/rows.ts';
import type { ListRow, ListSpec, Side } from './contract.ts';
import { explanationOf } from './internal-kinds.ts';

/** Rows of single objects, as the Memory panel words them. */
export class ObjectRows {
  readonly maker: RowMaker;

  constructor(
    private readonly open: OpenSnapshot,
    private readonly side: Side,
  ) {
    this.maker = new RowMaker(open);
  }

  /** An object of a class; its properties lie below it. */
  instance(node: number): ListRow {
    const row = this.maker.node(node);
    return this.#row(row, node, `${textOf(row)} @${row.id}`, this.#contentsOf(row));
  }

  /** An object below the one that dominates it. */
  dominated(node: number): ListRow {
    const row = this.maker.node(node);
    const isLeaf = subtreeCountOf(this.open.graph, node) === 1;
    const below: ListSpec | null = isLeaf ? null : { kind: 'dominated', node };
    return this.#row(row, node, `${textOf(row)} @${row.id}`, below);
  }

  /** A property and its value. */
  content(edge: number): ListRow {
    const row = this.maker.child(edge);
    const { node } = row;
    return this.#row(node, edge, `${edgeText(row)} :: ${textOf(node)} @${node.id}`, this.#contentsOf(node));
  }

  /** A property that holds the object in question; who holds the property's owner lies below. */
  retainer(edge: number, ignored: IgnoredRetainers): ListRow {
    const row = this.maker.retainer(edge, ignored);
    const { node } = row;
    const below: ListSpec | null =
      node.retainerCount > 0 ? { kind: 'retainers', side: this.side, node: node.node } : null;
    const mark = row.isIgnored ? ' (ignored)' : '';
    return this.#row(node, edge, `${edgeText(row)} in ${textOf(node)} @${node.id}${mark}`, below);
  }

  #contentsOf({ node, edgeCount }: NodeRow): ListSpec | null {
    return edgeCount > 0 ? { kind: 'contents', side: this.side, node } : null;
  }

  #row(row: NodeRow, id: number, text: string, below: ListSpec | null): ListRow {
    const { node, distance, shallowSize, retainedSize } = row;
    const className = this.open.classes.names[row.classIndex] ?? '';
    return {
      id,
      text,
      explanation: explanationOf(className, ofV8.has(row.type) ? row.name : ''),
      figures: { distance, shallowSize, retainedSize },
      object: { side: this.side, node, heapObjectId: row.id, className },
      below,
    };
  }
}

/** Types of nodes whose names V8 gives. */
const ofV8: ReadonlySet<string> = new Set(['array', 'hidden', 'object shape']);

/** A string in quotes, a function with brackets, all others by their name. */
export function textOf({ type, name, isDetached }: NodeRow): string {
  switch (type) {
    case 'string':
    case 'concatenated string':
    case 'sliced string':
      return `"${name}"`;
    case 'regexp':
      return `/${name}/`;
    case 'closure':
      return `${name}()`;
    case 'array':
      return `${name || '(internal array)'}[]`;
    default:
      // Of some nodes V8 says it in the name itself.
      return isDetached && !name.startsWith('Detached ') ? `Detached ${name}` : name;
  }
}

function edgeText({ type, name }: EdgeRow): string {
  if (type === 'element') return `[${name}]`;
  if (type === 'weak') return `[[${name}]]`;
  return name || '(empty)';
}
