/** Ends a command: the message is one sentence for people, saying what to do. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
