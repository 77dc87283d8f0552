import { HeapscopeError } from '../src/errors/heapscope-error.ts';
import { isMemoryShort } from '../src/snapshot/memory/memory-short.ts';
import { runRecording } from './recording/run.ts';
import { Refusal } from './refusal.ts';
import { runSnapshot } from './snapshot/run.ts';
import { visible } from './table.ts';
import { usage } from './usage.ts';

const success = 0;
const defect = 1;
const refused = 2;

/** Runs a command line and says how the process is to end: 0 when all is well, 2 for bad usage or a bad file, 1 for a defect of the program. */
async function main(args: readonly string[]): Promise<number> {
  try {
    const [topic, ...rest] = args;
    if (topic === undefined || topic === 'help' || topic === '--help' || topic === '-h') return await write([usage]);
    if (topic === 'recording') return await write([await runRecording(rest)]);
    if (topic !== 'snapshot') throw new Refusal(`There is no command "${topic}": try "heapscope help".`);
    return await write(await runSnapshot(rest));
  } catch (error) {
    const sentence = refusalOf(error);
    const message = sentence ?? `Something went wrong: ${error instanceof Error ? error.message : String(error)}`;
    process.stderr.write(`heapscope: ${visible(message)}\n`);
    return sentence === null ? defect : refused;
  }
}

/** What was wrong and what to do; null for a defect of the program. */
function refusalOf(error: unknown): string | null {
  if (error instanceof Refusal) return error.message;
  if (error instanceof HeapscopeError) return `${error.message} ${error.advice}`;
  return isMemoryShort(error) ? `There is not enough memory for this: ${error.message}.` : null;
}

/** Writes a result; a reader that has had enough, such as `head`, is no mistake. @throws Refusal */
async function write(pieces: Iterable<string>): Promise<number> {
  // What goes wrong is told to the callback of the piece, too.
  process.stdout.on('error', () => {});
  for (const piece of pieces) {
    const error = await new Promise<Error | null | undefined>(resolve => process.stdout.write(piece, resolve));
    if (!error) continue;
    if ('code' in error && error.code === 'EPIPE') return success;
    throw new Refusal(`The result cannot be written to the end: ${error.message}.`);
  }
  return success;
}

process.exitCode = await main(process.argv.slice(2));
