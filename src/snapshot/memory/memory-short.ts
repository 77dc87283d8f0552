import { HeapscopeError } from '../../errors/heapscope-error.ts';

/** V8's messages when a list of numbers cannot be had, for want of memory or because none may be so long. Other RangeErrors are defects. */
const allocationFailures = /allocation failed|Invalid (typed array|array buffer|array) length/i;

export const isMemoryShort = (error: unknown): error is RangeError =>
  error instanceof RangeError && allocationFailures.test(error.message);

/**
 * Does what may need more memory than there is.
 * @param file name of the snapshot, for the message.
 * @throws HeapscopeError `memory-short`; whatever the work throws
 */
export async function namingMemory<Value>(file: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (isMemoryShort(error))
      throw new HeapscopeError('memory-short', { file, problem: error.message }, { cause: error });
    throw error;
  }
}
