import { FileShape, type JsonObject } from '../formats/json-shape.ts';
import { readOptions } from '../recording/read-options.ts';
import type { InstrumentKind } from '../recording/rows.ts';
import { bytes, epochMilliseconds, milliseconds } from '../units.ts';
import {
  type CaptureFile,
  type CaptureKind,
  type CaptureState,
  type CaptureSummary,
  type FileFormat,
  freshCapture,
} from './capture-summary.ts';

/**
 * Reads a `capture.json`. What a summary of an earlier version does not say is as in a fresh capture.
 * @throws HeapscopeError `file-invalid` at the field that is missing or of the wrong type.
 */
export function readSummary(text: string, file: string): CaptureSummary {
  const shape = new FileShape(file, 'capture');
  const content: JsonObject = { ...freshCapture, ...shape.parse(text) };
  const string = (field: keyof CaptureSummary) => shape.string(content[field], field);
  const number = (field: keyof CaptureSummary) => shape.number(content[field], field);
  return {
    id: string('id'),
    kind: string('kind') as CaptureKind,
    name: content['name'] === null ? null : string('name'),
    note: string('note'),
    origin: string('origin') as CaptureSummary['origin'],
    removed: shape.boolean(content['removed'], 'removed'),
    title: string('title'),
    host: string('host'),
    url: string('url'),
    startedAt: epochMilliseconds(number('startedAt')),
    duration: milliseconds(number('duration')),
    instruments: shape.strings(content['instruments'], 'instruments') as InstrumentKind[],
    options: content['options'] === null ? null : readOptions(shape, shape.object(content['options'], 'options')),
    files: shape.array(content['files'], 'files').map((value, i) => readFile(shape, value, `files[${i}]`)),
    state: readState(shape, shape.object(content['state'], 'state')),
  };
}

function readFile(shape: FileShape, value: unknown, where: string): CaptureFile {
  const { format, name, bytes: size, isolate = null } = shape.object(value, where);
  return {
    format: shape.string(format, `${where}.format`) as FileFormat,
    name: shape.string(name, `${where}.name`),
    bytes: bytes(shape.count(size, `${where}.bytes`)),
    isolate: isolate === null ? null : shape.string(isolate, `${where}.isolate`),
  };
}

function readState(shape: FileShape, { kind, reason }: JsonObject): CaptureState {
  if (kind === 'running' || kind === 'complete') return { kind };
  return { kind: 'partial', reason: shape.string(reason, 'state.reason') };
}
