import type { FileShape } from '../formats/json-shape.ts';
import { type EpochMilliseconds, epochMilliseconds } from '../units.ts';
import type { RecordingOptions } from './options.ts';
import { readOptions } from './read-options.ts';

/** What was recorded, when and how; stands once, at the start of a log. */
export interface LogMeta {
  readonly startedAt: EpochMilliseconds;
  readonly options: RecordingOptions;
  /** Address and title of the page. */
  readonly url: string;
  readonly title: string;
}

/** @throws HeapscopeError `file-invalid` at the field that is missing or of the wrong type. */
export function readMeta(json: string, shape: FileShape): LogMeta {
  const { startedAt, options, url, title } = shape.parse(json);
  return {
    startedAt: epochMilliseconds(shape.number(startedAt, 'startedAt')),
    options: readOptions(shape, shape.object(options, 'options')),
    url: shape.string(url, 'url'),
    title: shape.string(title, 'title'),
  };
}
