import { HeapscopeError } from '../errors/heapscope-error.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** V8 keeps at most a few hundred frames of a stack; far deeper nesting could not be written as JSON again. */
const deepestNesting = 1000;

/** Reads the fields of a file by name, and says in plain words what is wrong and where. */
export class FileShape {
  constructor(
    /** Name of the file, for the message. */
    readonly file: string,
    readonly format: string,
  ) {}

  /** @throws HeapscopeError `file-invalid` */
  fail(problem: string, where: string, cause?: unknown): never {
    const details = { file: this.file, format: this.format, problem, where };
    throw new HeapscopeError('file-invalid', details, { cause });
  }

  parse(text: string): JsonObject {
    return this.object(this.parseAny(text), 'the top');
  }

  /** JSON whose top need not be an object. */
  parseAny(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch (cause) {
      const problem = cause instanceof Error ? cause.message : String(cause);
      return this.fail(`it is not whole JSON (${problem})`, 'its text', cause);
    }
  }

  object(value: unknown, where: string): JsonObject {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.#wanted('an object', where);
    return value as JsonObject;
  }

  array(value: unknown, where: string): readonly unknown[] {
    return Array.isArray(value) ? value : this.#wanted('a list', where);
  }

  numbers(value: unknown, where: string): number[] {
    return this.array(value, where).map((item, i) => this.number(item, `${where}[${i}]`));
  }

  strings(value: unknown, where: string): string[] {
    return this.array(value, where).map((item, i) => this.string(item, `${where}[${i}]`));
  }

  number(value: unknown, where: string): number {
    return typeof value === 'number' && Number.isFinite(value) ? value : this.#wanted('a number', where);
  }

  string(value: unknown, where: string): string {
    return typeof value === 'string' ? value : this.#wanted('a text', where);
  }

  boolean(value: unknown, where: string): boolean {
    return typeof value === 'boolean' ? value : this.#wanted('true or false', where);
  }

  /** A whole number from 0 on, as counts and sizes are. */
  count(value: unknown, where: string): number {
    return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : this.#wanted('a count', where);
  }

  /** @param depth levels of a nested tree above this one. */
  level(depth: number, where: string): void {
    if (depth > deepestNesting) this.fail(`the tree is deeper than ${deepestNesting} levels`, where);
  }

  #wanted(what: string, where: string): never {
    return this.fail(`${what} is missing`, where);
  }
}
