/** Describes the capture; see `CaptureSummary`. */
export const summaryFile = 'capture.json';
/** The rows of a recording: see `src/recording/log.ts`. */
export const logFile = 'recording.log';

export const pathIn = (captureId: string, file: string): string => `${captureId}/${file}`;
