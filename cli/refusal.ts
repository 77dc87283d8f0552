/** Ends a command that cannot be done as it was given; the message is one sentence for people. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
