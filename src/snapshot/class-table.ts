/** The classes of a snapshot, as the Memory panel's Summary lists them. */
export interface ClassTable {
  /** For each node, the index of its class in `keys`. */
  readonly classOf: Uint32Array;
  /**
   * For each class, a key that means the same class in every snapshot of the page: `,name`,
   * or `script id,line,column,name` for objects whose constructor has a place in the code.
   */
  readonly keys: readonly string[];
  /** For each class, its name. */
  readonly names: readonly string[];
  /** The interfaces that plain objects were sorted into, most frequent first. */
  readonly interfaces: readonly InterfaceDefinition[];
}

/** A kind of plain object: those with all of these properties, whatever else they have. */
export interface InterfaceDefinition {
  /** Such as `{a, b}`. */
  readonly name: string;
  readonly properties: readonly string[];
}

/** Nodes of one class, counted. Nodes of no size are not. */
export interface ClassRow {
  /** Index in `ClassTable.keys`. */
  readonly classIndex: number;
  readonly key: string;
  readonly name: string;
  readonly count: number;
  /** Bytes of the nodes themselves. */
  readonly shallowSize: number;
  /** Bytes that would go with all of them: what is below another of the same class is counted once. */
  readonly retainedSize: number;
  /** The shortest of their distances; see `HeapGraph.distance`. */
  readonly distance: number;
}

/** Bytes by kind, as the Memory panel's Statistics shows them. */
export interface Statistics {
  readonly total: number;
  readonly native: {
    readonly total: number;
    readonly typedArrays: number;
  };
  readonly v8heap: {
    readonly total: number;
    readonly code: number;
    readonly jsArrays: number;
    readonly strings: number;
    readonly system: number;
  };
}
