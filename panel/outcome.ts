import { type ErrorReport, reportOf } from '../src/errors/heapscope-error.ts';

/** What a worker answers: errors lose what they know on their way to another thread, reports do not. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: ErrorReport };

/** Does a task, and reports the error that it ends with. */
export async function outcomeOf<Value>(task: () => Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { ok: true, value: await task() };
  } catch (error) {
    return { ok: false, error: reportOf(error) };
  }
}
