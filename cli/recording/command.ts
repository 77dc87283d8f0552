import { formatBytes } from '../../src/format-bytes.ts';
import type { TimeRange } from '../../src/recording/history/windows.ts';
import type { Milliseconds } from '../../src/units.ts';
import type { CommandResult } from '../snapshot/command.ts';
import type { Recording } from './open-recording.ts';

/** What stands behind the name of a command, times resolved. */
export interface RecordingOptions {
  /** Moments asked for with `--at`; the end of the recording unless told. */
  readonly at: readonly Milliseconds[];
  /** From `--from` to `--to`; null when neither was given. */
  readonly range: TimeRange | null;
  /** Which allocations of a range: `--what`. */
  readonly what: RangeQuestion;
  /** Functions or files to plot: `--of`. */
  readonly of: readonly string[];
  readonly interval: Milliseconds;
  readonly precision: number;
  readonly top: number;
  /** Where to write files, without their endings; null when none are wanted. */
  readonly out: string | null;
  /** Compares shares of the total in place of bytes: `--shares`. */
  readonly shares: boolean;
  /** A picture in place of text: `--svg`. */
  readonly svg: boolean;
}

export const rangeQuestions = ['allocated', 'collected', 'kept', 'temporary', 'grown', 'shrunk'] as const;
export type RangeQuestion = (typeof rangeQuestions)[number];

/** One of the commands behind `heapscope recording`. */
export interface RecordingCommand {
  readonly name: string;
  /** @throws Refusal */
  run(recording: Recording, options: RecordingOptions): CommandResult | Promise<CommandResult>;
}

/** `41.2 MB ± 1.3 MB`. */
export const withError = (bytes: number, error: number): string => `${formatBytes(bytes)} ± ${formatBytes(error)}`;

/** What JSON documents say of a figure. */
export const estimated = (bytes: number, standardError: number) => ({ bytes, standardError });
