import { logFile } from '../../src/captures/library.ts';
import { type IsolateScriptSource, readSources, sourcesFile } from '../../src/captures/script-sources-file.ts';
import { scanLog } from '../../src/recording/log.ts';
import { libraryFile } from '../library-file.ts';
import type { CoverageFileName, Subject } from './contract.ts';
import type { CoveredIsolate } from './coverage-view.ts';
import { HistorySource } from './history-source.ts';
import { ReadOnce } from './read-once.ts';
import { AnalysisSession } from './session.ts';

/** A capture that is read from disk, whole. */
export type StoredSubject = Extract<Subject, { kind: 'recording' | 'profile' | 'coverage' }>;

/** @throws HeapscopeError `capture-missing`, `file-invalid` */
export async function openSubject(subject: StoredSubject, look: number): Promise<AnalysisSession> {
  if (subject.kind === 'coverage') {
    const coverage = await coverageIn(subject);
    return new AnalysisSession(look, coverage ? { coverage } : {});
  }
  const { captureId } = subject;
  if (subject.kind === 'recording') {
    const log = new Uint8Array(await (await libraryFile(captureId, logFile)).arrayBuffer());
    const parts = { sources: await sourcesOf(captureId), history: historyOf(captureId) };
    const session = new AnalysisSession(look, parts);
    session.endsWithout(scanLog(log, row => session.apply([row])).missing);
    return session;
  }
  const { format, file } = subject;
  const session = new AnalysisSession(look);
  const { rowOfProfile } = await import('./profile-session.ts');
  session.apply([rowOfProfile(format, await (await libraryFile(captureId, file)).text(), file)]);
  return session;
}

/** The past of a recording on disk, also of one that is being written. */
export function historyOf(captureId: string): HistorySource {
  return new HistorySource(offset => bytesFrom(captureId, offset));
}

/** A file that has been written to since it was opened cannot be read: blocks are a second apart, so that the next time it can. */
async function bytesFrom(captureId: string, offset: number): Promise<Uint8Array> {
  for (;;) {
    const file = await libraryFile(captureId, logFile);
    try {
      return new Uint8Array(await file.slice(offset).arrayBuffer());
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'NotReadableError')) throw error;
    }
  }
}

/** The coverage that another is held against. */
export const comparedCoverage = () => new ReadOnce(coverageIn);

async function coverageIn({ captureId, file }: CoverageFileName): Promise<readonly CoveredIsolate[] | null> {
  if (file !== null) {
    const { coverageOfFile } = await import('./coverage-of-file.ts');
    return coverageOfFile(await (await libraryFile(captureId, file)).text(), file);
  }
  return (await openSubject({ kind: 'recording', captureId }, 0)).covered('all');
}

/** The texts of a recording that is running: read again whenever the file has grown. */
export class GrowingSources {
  #captureId = '';
  #size = 0;

  /** Null when nothing has changed since the last call. */
  async news(captureId: string): Promise<IsolateScriptSource[] | null> {
    const size = await sizeOfSources(captureId);
    if (captureId === this.#captureId && size === this.#size) return null;
    this.#captureId = captureId;
    this.#size = size;
    return await sourcesOf(captureId);
  }
}

const sizeOfSources = (captureId: string): Promise<number> =>
  libraryFile(captureId, sourcesFile).then(
    ({ size }) => size,
    () => 0,
  );

/** A recording whose texts are missing, or cannot be read, is a recording all the same. */
async function sourcesOf(captureId: string): Promise<IsolateScriptSource[]> {
  try {
    return readSources(await (await libraryFile(captureId, sourcesFile)).text());
  } catch {
    return [];
  }
}
