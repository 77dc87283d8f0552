import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

const call = promisify(execFile);
const width = 1400;
const height = 900;

/** A screen of its own (Xvfb with openbox), whose pixels can be read and whose keys can be pressed. */
export interface Display {
  /** Environment for programs that are to appear on it. */
  readonly environment: NodeJS.ProcessEnv;
  /** Pixels in a row. */
  readonly width: number;
  /** The pixels as they are now, 32 bits each, row by row. */
  pixels(): Promise<Uint32Array>;
  /** Presses keys by their X names, one after the other. */
  press(...keys: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export async function openDisplay(): Promise<Display> {
  const folder = await mkdtemp(join(tmpdir(), 'heapscope-display-'));
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-fbdir', folder, '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const name = await displayName(server);
  const environment = { ...process.env, DISPLAY: name };
  const windowManager = spawn('openbox', [], { stdio: 'ignore', env: environment });
  return {
    environment,
    width,
    async pixels() {
      const dump = await readFile(join(folder, 'Xvfb_screen0'));
      return new Uint32Array(
        dump.buffer.slice(dump.byteOffset + dump.length - width * height * 4, dump.byteOffset + dump.length),
      );
    },
    async press(...keys) {
      await call('xdotool', ['key', ...keys], { env: environment });
    },
    async close() {
      await end(windowManager);
      await end(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Xvfb picks a free display and writes its number as soon as it listens. */
function displayName(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', () => reject(new Error('Xvfb ended before it had a display')));
    const numbers = server.stdio[3] as Readable;
    numbers.once('data', (number: Buffer) => resolve(`:${number.toString().trim()}`));
  });
}

/** Ends a program that was started here and waits until it is gone. */
export async function end(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const gone = new Promise(resolve => program.once('exit', resolve));
  program.kill();
  await gone;
}
