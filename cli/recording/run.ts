import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDigest } from '../../src/recording/history/digest.ts';
import type { HistoryReader } from '../../src/recording/history/reader.ts';
import type { Milliseconds } from '../../src/units.ts';
import { notUnderstood, Refusal } from '../refusal.ts';
import { type RangeQuestion, type RecordingCommand, type RecordingOptions, rangeQuestions } from './command.ts';
import { compare, compareRecordings } from './compare.ts';
import { digest } from './digest.ts';
import { flame } from './flame.ts';
import { flow } from './flow.ts';
import { info } from './info.ts';
import { durationOf, momentOf } from './moment.ts';
import { openRecording } from './open-recording.ts';
import { plot } from './plot.ts';
import { recordingUsage } from './usage.ts';

const commands: readonly RecordingCommand[] = [info, plot, flame, flow, compare, digest];
const rowsForPeople = 30;
/** What can be had as a picture. */
const drawn: ReadonlySet<string> = new Set([flame.name, flow.name]);

/** Runs `heapscope recording …` and gives what it prints. @throws Refusal; HeapscopeError */
export async function runRecording(args: readonly string[]): Promise<string> {
  const { values, positionals } = parse(args);
  if (values.help) return recordingUsage;
  const [name, file, second, ...others] = positionals;
  const command = commands.find(each => each.name === name);
  if (command === undefined) {
    const names = commands.map(each => each.name).join(', ');
    throw new Refusal(`"heapscope recording" needs a command, one of ${names}: try "heapscope recording --help".`);
  }
  const takesTwo = command.name === compare.name;
  if (file === undefined || others.length > 0 || (second !== undefined && !takesTwo))
    throw new Refusal(`This needs one file${takesTwo ? ' or two' : ''}: heapscope recording ${name} FILE`);
  if (values.svg && !drawn.has(command.name)) throw new Refusal(`--svg is for ${[...drawn].join(' and ')}.`);
  if (values.shares && !takesTwo) throw new Refusal(`--shares is for ${compare.name}.`);
  const open = async (path: string) => {
    const recording = await openRecording(path);
    return { file: basename(path), recording, options: optionsOf(values, recording.reader) };
  };
  const first = await open(file);
  const result =
    second === undefined
      ? await command.run(first.recording, first.options)
      : compareRecordings(first, await open(second));
  if (!values.json) return result.text();
  return `${JSON.stringify({ format: `heapscope-recording-${command.name}`, version: 1, ...result.json })}\n`;
}

type Values = ReturnType<typeof parse>['values'];

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const texts = { type: 'string', multiple: true } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        at: texts,
        from: text,
        to: text,
        what: text,
        of: texts,
        interval: text,
        precision: text,
        top: text,
        out: text,
        shares: flag,
        svg: flag,
        json: flag,
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw notUnderstood(error);
  }
}

function optionsOf(values: Values, reader: HistoryReader): RecordingOptions {
  const moment = (text: string) => momentOf(text, reader);
  const { from, to } = values;
  return {
    at: (values.at ?? ['end']).map(moment),
    range: from === undefined && to === undefined ? null : { from: moment(from ?? 'start'), to: moment(to ?? 'end') },
    what: questionOf(values.what ?? 'allocated'),
    of: values.of ?? [],
    interval: intervalOf(values.interval),
    precision: numberOf('--precision', values.precision, share => share >= 0 && share < 1) ?? defaultDigest.precision,
    top: numberOf('--top', values.top, Number.isInteger) ?? (values.json ? Number.MAX_SAFE_INTEGER : rowsForPeople),
    out: values.out ?? null,
    shares: values.shares ?? false,
    svg: values.svg ?? false,
  };
}

function intervalOf(text: string | undefined): Milliseconds {
  if (text === undefined) return defaultDigest.timeInterval;
  const interval = durationOf(text);
  if (!(Number.isInteger(interval) && interval > 0))
    throw new Refusal(`--interval needs whole milliseconds, not "${text}".`);
  return interval;
}

function questionOf(text: string): RangeQuestion {
  const question = rangeQuestions.find(each => each === text);
  if (question === undefined) throw new Refusal(`--what needs one of ${rangeQuestions.join(', ')}, not "${text}".`);
  return question;
}

function numberOf(option: string, text: string | undefined, fits: (value: number) => boolean): number | null {
  if (text === undefined) return null;
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value) || !fits(value)) throw new Refusal(`${option} cannot be "${text}".`);
  return value;
}
