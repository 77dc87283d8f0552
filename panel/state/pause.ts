/** Waits so many milliseconds. */
export const pause = (time: number): Promise<void> => new Promise(resolve => setTimeout(resolve, time));

/** How long to wait before something is tried again, in milliseconds: twice as long with each failure in a row, up to a limit. */
export const timeBeforeRetry = (failures: number, shortest: number, longest: number): number =>
  Math.min(shortest * 2 ** (failures - 1), longest);
