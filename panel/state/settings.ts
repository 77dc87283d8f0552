import { FileShape } from '../../src/formats/json-shape.ts';
import { defaultRecording, type RecordingOptions } from '../../src/recording/options.ts';
import { readOptions } from '../../src/recording/read-options.ts';

/** What a panel remembers from one DevTools session to the next. */
export interface Settings {
  readonly port: number;
  readonly options: RecordingOptions;
}

const storageKey = 'heapscope settings';
const shape = new FileShape('Settings', 'settings');
const defaults: Settings = { port: 9222, options: defaultRecording };

/** Settings that cannot be read, or are those of another version, are the defaults: they are a convenience, not data. */
export function loadSettings(storage: Storage): Settings {
  try {
    const { port, options } = shape.parse(storage.getItem(storageKey) ?? '');
    return {
      port: isPort(port) ? port : defaults.port,
      options: readOptions(shape, shape.object(options, 'options')),
    };
  } catch {
    return defaults;
  }
}

export function saveSettings(storage: Storage, settings: Settings): void {
  storage.setItem(storageKey, JSON.stringify(settings));
}

export function isPort(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65_535;
}
