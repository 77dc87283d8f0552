import { HeapscopeError } from '../errors/heapscope-error.ts';

/** The file a value comes from, as errors name it. */
export interface FileSource {
  readonly file: string;
  /** What the file should be, e.g. "CPU profile". */
  readonly format: string;
}

/** A long path says where by its end. */
const longestPath = 120;

export function invalidFile(source: FileSource, problem: string, where: string): HeapscopeError {
  return new HeapscopeError('file-invalid', { ...source, problem, where });
}

/** A value of a JSON file that nobody has checked yet, and the path that leads to it. Each reader throws `file-invalid` at that path. */
export class JsonField {
  constructor(
    private readonly value: unknown,
    private readonly source: FileSource,
    private readonly parent: JsonField | null = null,
    private readonly step: string = '',
  ) {}

  /** @throws HeapscopeError `file-invalid` when `text` is not JSON. */
  static parse(text: string, source: FileSource): JsonField {
    try {
      return new JsonField(JSON.parse(text), source);
    } catch (error) {
      const position = /position (\d+)/.exec(String(error))?.[1] ?? text.length;
      throw invalidFile(source, 'the JSON is broken or cut off', `character ${position}`);
    }
  }

  fail(problem: string): never {
    throw invalidFile(this.source, problem, this.path);
  }

  get path(): string {
    const steps: string[] = [];
    for (let field: JsonField | null = this; field; field = field.parent) steps.push(field.step);
    const path = steps.reverse().join('').replace(/^\./, '');
    if (path.length > longestPath) return `…${path.slice(-longestPath)}`;
    return path || 'the top level';
  }

  member(name: string): JsonField {
    return this.optional(name) ?? this.fail(`"${name}" is missing`);
  }

  /** Null when the object has no such member. */
  optional(name: string): JsonField | null {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) this.expected('an object');
    if (!Object.hasOwn(value, name)) return null;
    return new JsonField((value as Record<string, unknown>)[name], this.source, this, `.${name}`);
  }

  isNull(): boolean {
    return this.value === null;
  }

  string(): string {
    return typeof this.value === 'string' ? this.value : this.expected('a string');
  }

  boolean(): boolean {
    return typeof this.value === 'boolean' ? this.value : this.expected('true or false');
  }

  number(): number {
    return typeof this.value === 'number' && Number.isFinite(this.value) ? this.value : this.expected('a number');
  }

  /** A whole number from 0 on that is exact. */
  count(): number {
    const { value } = this;
    return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : this.expected('a whole number');
  }

  items(): JsonField[] {
    return this.#array().map((_, i) => this.item(i));
  }

  strings(): string[] {
    return this.items().map(item => item.string());
  }

  /** Costs no object per number, so that a million samples are read in place. */
  numbers(): number[] {
    const values = this.#array();
    const wrong = values.findIndex(value => typeof value !== 'number');
    if (wrong >= 0) this.item(wrong).expected('a number');
    return values as number[];
  }

  item(index: number): JsonField {
    return new JsonField(this.#array()[index], this.source, this, `[${index}]`);
  }

  private expected(what: string): never {
    const { value } = this;
    const found = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`;
    this.fail(`${typeof value === 'number' ? value : found} stands where ${what} should be`);
  }

  #array(): unknown[] {
    return Array.isArray(this.value) ? this.value : this.expected('an array');
  }
}
