/** Closes a switch over a union: a new member that nobody handles is a compile error, and at run time a loud one. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
