import { parseArgs } from 'node:util';
import { type Machine, machineLine } from './machine.ts';

/** Rows of figures under their headings. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What the project has promised of a figure. */
export interface Goal {
  readonly what: string;
  readonly value: number;
  readonly bound: 'at least' | 'at most';
  readonly limit: number;
  readonly unit: string;
}

export interface Report {
  readonly bench: string;
  readonly machine: Machine;
  readonly tables: readonly Table[];
  readonly goals: readonly Goal[];
}

export function isMet({ value, bound, limit }: Goal): boolean {
  return bound === 'at least' ? value >= limit : value <= limit;
}

/** Prints a report for people, or as JSON for programs. */
export function print(report: Report, json: boolean): void {
  if (json) {
    const goals = report.goals.map(goal => ({ ...goal, met: isMet(goal) }));
    console.log(JSON.stringify({ ...report, goals }, null, 2));
    return;
  }
  console.log(`${report.bench}\n${machineLine(report.machine)}`);
  for (const table of report.tables) console.log(`\n${textOf(table)}`);
  if (report.goals.length > 0) console.log('');
  for (const goal of report.goals) {
    const { what, value, bound, limit, unit } = goal;
    console.log(
      `${isMet(goal) ? 'met   ' : 'MISSED'}  ${what}: ${digits(value)} ${unit} (goal: ${bound} ${limit} ${unit})`,
    );
  }
}

function textOf({ title, columns, rows }: Table): string {
  const lines = [columns, ...rows];
  const widths = columns.map((_, column) => Math.max(...lines.map(line => line[column]?.length ?? 0)));
  const text = lines.map(line =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('   '),
  );
  return [title, ...text.map(line => `  ${line.trimEnd()}`)].join('\n');
}

/** Three significant digits, and no fewer than the whole number has. */
export function digits(value: number): string {
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(value), 0.001))));
  return value.toFixed(Math.min(3, decimals));
}

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

export interface BenchOptions {
  readonly json: boolean;
  readonly rounds: number;
}

/** Reads `--json` and `--rounds N` from the command line. */
export function benchOptions(defaultRounds: number): BenchOptions {
  const { values } = parseArgs({ options: { json: { type: 'boolean' }, rounds: { type: 'string' } } });
  const rounds = Number(values.rounds ?? defaultRounds);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new RangeError(`--rounds takes a whole number, not ${values.rounds}.`);
  return { json: values.json ?? false, rounds };
}
