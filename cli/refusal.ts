/** Ends a command that cannot be done as it was given; the message is one sentence for people. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** What Node says of options that it cannot read, which may be several lines, on one. */
export const notUnderstood = (error: unknown): Refusal =>
  new Refusal((error instanceof Error ? error.message : String(error)).replaceAll(/\s*\n\s*/g, ' '));
