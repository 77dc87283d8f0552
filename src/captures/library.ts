import type { CaptureSummary } from './capture-summary.ts';
import type { FileStore } from './file-store.ts';

const summaryFile = 'capture.json';
/** The rows of a recording: see `src/recording/log.ts`. */
export const logFile = 'recording.log';

export const pathIn = (captureId: string, file: string): string => `${captureId}/${file}`;

/** The captures in a store, one folder each. */
export class CaptureLibrary {
  constructor(private readonly store: FileStore) {}

  async save(summary: CaptureSummary): Promise<void> {
    const file = await this.store.create(pathIn(summary.id, summaryFile));
    try {
      file.write(new TextEncoder().encode(JSON.stringify(summary)));
    } finally {
      file.close();
    }
  }

  /** Null when there is none, or when its summary cannot be read. */
  async find(id: string): Promise<CaptureSummary | null> {
    const content = await this.store.read(pathIn(id, summaryFile));
    return content && parseSummary(id, new TextDecoder().decode(content));
  }

  /** Newest first. A folder without a readable summary does not keep the others from being listed. */
  async list(): Promise<CaptureSummary[]> {
    const found = await Promise.all((await this.store.folders()).map(id => this.find(id).catch(() => null)));
    return found.filter(summary => summary !== null).sort((a, b) => b.startedAt - a.startedAt);
  }
}

function parseSummary(id: string, text: string): CaptureSummary | null {
  try {
    const summary = JSON.parse(text) as CaptureSummary;
    const isSummary = summary.id === id && Array.isArray(summary.files) && Number.isFinite(summary.startedAt);
    return isSummary ? summary : null;
  } catch {
    return null;
  }
}
