/** Describes the capture; see `CaptureSummary`. */
export const summaryFile = 'capture.json';
/** The rows of a recording: see `src/recording/log.ts`. */
export const logFile = 'recording.log';
/** A heap snapshot of this browser. Panels open it under this name while it is still being received. */
export const snapshotFile = 'profile.heapsnapshot';

/** A file that a panel is putting into a folder of its own; the background clears away what nobody is writing any more. */
export const arrivingFile = 'import.part';

export const pathIn = (captureId: string, file: string): string => `${captureId}/${file}`;
