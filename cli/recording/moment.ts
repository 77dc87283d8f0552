import type { HistoryReader } from '../../src/recording/history/reader.ts';
import { type Milliseconds, milliseconds } from '../../src/units.ts';
import { Refusal } from '../refusal.ts';

const inMilliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A moment as it is given: seconds, a number with `ms`, `s`, `m` or `h`, `start`, `peak` or `end`. @throws Refusal */
export function momentOf(text: string, reader: HistoryReader): Milliseconds {
  if (text === 'start') return milliseconds(0);
  if (text === 'end') return reader.elapsedTime;
  if (text === 'peak') return reader.peakIn().time;
  return durationOf(text);
}

/** @throws Refusal */
export function durationOf(text: string): Milliseconds {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text) ?? [];
  if (amount === undefined) throw new Refusal(`"${text}" is no time: give seconds, or a number with ms, s, m or h.`);
  return milliseconds(Number(amount) * (inMilliseconds[unit] ?? 1000));
}

/** `12.5 s`. */
export const timeText = (time: number): string => `${Number((time / 1000).toFixed(3))} s`;
