import { defaultRecording, type RecordingOptions } from '../../src/recording/options.ts';

/** What a panel remembers from one DevTools session to the next. */
export interface Settings {
  readonly port: number;
  readonly options: RecordingOptions;
}

const storageKey = 'heapscope settings';
const defaults: Settings = { port: 9222, options: defaultRecording };

/** Settings that cannot be read are the defaults: they are a convenience, not data. */
export function loadSettings(storage: Storage): Settings {
  try {
    const saved = JSON.parse(storage.getItem(storageKey) ?? '{}') as Partial<Settings>;
    return {
      port: isPort(saved.port) ? saved.port : defaults.port,
      options: { ...defaults.options, ...saved.options },
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
