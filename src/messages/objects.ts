/** What the panel and the background say about single objects of a page's heap. */

/** Names an object that the browser keeps for us (CDP `RemoteObjectId`) until its tab's objects are released. */
export type ObjectHandle = string;

/** A value of the page in words. */
export interface ObjectValue {
  /** V8's own word: `object`, `function`, `string` … */
  readonly type: string;
  /** `node`, `array`, `map` …; null where V8 gives none. */
  readonly subtype: string | null;
  readonly className: string;
  readonly description: string;
  /** Null for a value that is no object. */
  readonly handle: ObjectHandle | null;
}

export interface ObjectPreview extends ObjectValue {
  /** The object's id in heap snapshots. Null when V8 has given it none: it is younger than the last snapshot, or no object. */
  readonly heapObjectId: string | null;
}

export interface ObjectProperty {
  readonly name: string;
  /** `internal` are V8's own, such as `[[Prototype]]`. */
  readonly kind: 'own' | 'symbol' | 'internal';
  /** Null for a getter: it is never called. */
  readonly value: ObjectValue | null;
}

/** Some of an object's properties, in the language's own order. */
export interface PropertyPage {
  readonly properties: readonly ObjectProperty[];
  /** How many own properties there are; V8's internal ones come with the first page and are not counted. */
  readonly total: number;
  /** Where the next page begins; null when this is the last. */
  readonly next: number | null;
}

/** A global variable that now holds an object. */
export interface StoredObject {
  readonly name: string;
  /** Address of the frame or worker whose global it is. */
  readonly url: string;
}

/** A DOM node that waits in its frame for DevTools to take it over. */
export interface RevealTicket {
  /** Key of the registered symbol under which the frame's `globalThis` has it. */
  readonly key: string;
  readonly frameUrl: string;
  readonly inMainFrame: boolean;
}

/** Which isolate of which tab is meant: null is the page itself. */
interface InIsolate {
  readonly tabId: number;
  readonly isolate: string | null;
}

/** Commands on single objects, as in `Commands`. */
export interface ObjectCommands {
  /** Evaluates an expression and keeps its value. */
  'find-object': { params: InIsolate & { expression: string }; answer: ObjectPreview };
  /** Looks up an object by its id in heap snapshots and keeps it. */
  'preview-object': { params: InIsolate & { objectId: string }; answer: ObjectPreview };
  'object-properties': { params: InIsolate & { handle: ObjectHandle; from: number }; answer: PropertyPage };
  /** Stores an object as `temp1`, `temp2` … of its own frame or worker. */
  'store-object': { params: InIsolate & { handle: ObjectHandle }; answer: StoredObject };
  /** Evaluates an expression in which `$0` is the object. */
  'evaluate-on-object': { params: InIsolate & { objectId: string; expression: string }; answer: ObjectValue };
  /** Puts a DOM node where DevTools can take it over. */
  'reveal-object': { params: InIsolate & { handle: ObjectHandle }; answer: RevealTicket };
  /** Lets go of every object kept of this isolate. */
  'release-objects': { params: InIsolate; answer: void };
}
