import type { FileShape, JsonObject } from '../formats/json-shape.ts';
import { bytes, microseconds, milliseconds } from '../units.ts';
import type { RecordingOptions } from './options.ts';

/**
 * Options as they stand in a log or among settings, field by field.
 * @throws HeapscopeError `file-invalid` at the field that is missing or of the wrong type.
 */
export function readOptions(shape: FileShape, options: JsonObject): RecordingOptions {
  const read = <Value>(name: string, instrument: (section: Section) => Value): Value | null =>
    // Options of an earlier version know fewer instruments.
    (options[name] ?? null) === null ? null : instrument(new Section(shape, options[name], `options.${name}`));
  return {
    sampling: read('sampling', section => ({
      interval: bytes(section.number('interval')),
      stackDepth: section.number('stackDepth'),
      includeCollectedByMajorGC: section.boolean('includeCollectedByMajorGC'),
      includeCollectedByMinorGC: section.boolean('includeCollectedByMinorGC'),
      budget: section.number('budget'),
    })),
    timeline: read('timeline', section => ({ stacks: section.boolean('stacks') })),
    cpu: read('cpu', section => ({
      interval: microseconds(section.number('interval')),
      turn: milliseconds(section.number('turn')),
    })),
    usage: read('usage', section => ({ every: milliseconds(section.number('every')) })),
    coverage: read('coverage', section => ({
      callCount: section.boolean('callCount'),
      detailed: section.boolean('detailed'),
      triggeredUpdates: section.boolean('triggeredUpdates'),
      every: milliseconds(section.number('every')),
    })),
  };
}

/** The options of one instrument. */
class Section {
  readonly #content: JsonObject;

  constructor(
    private readonly shape: FileShape,
    value: unknown,
    private readonly where: string,
  ) {
    this.#content = shape.object(value, where);
  }

  number(name: string): number {
    return this.shape.number(this.#content[name], `${this.where}.${name}`);
  }

  boolean(name: string): boolean {
    return this.shape.boolean(this.#content[name], `${this.where}.${name}`);
  }
}
