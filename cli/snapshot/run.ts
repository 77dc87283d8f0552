import { parseArgs } from 'node:util';
import { jsonPieces } from '../document.ts';
import { notUnderstood, Refusal } from '../refusal.ts';
import { usage } from '../usage.ts';
import { closures } from './closures.ts';
import type { SnapshotCommand } from './command.ts';
import { diff } from './diff.ts';
import { leaks } from './leaks.ts';
import { objects } from './objects.ts';
import { retainers } from './retainers.ts';
import { strings } from './strings.ts';
import { summary } from './summary.ts';

const commands: readonly SnapshotCommand[] = [summary, diff, leaks, retainers, objects, strings, closures];
const rowsForPeople = 30;

/** Runs `heapscope snapshot …` and gives what it prints, in pieces. @throws Refusal; HeapscopeError */
export async function runSnapshot(args: readonly string[]): Promise<Iterable<string>> {
  const { values, positionals } = parse(args);
  const [name, ...operands] = positionals;
  if (values.help) return [usage];
  const command = commands.find(each => each.name === name);
  if (command === undefined) {
    const names = commands.map(each => each.name).join(', ');
    throw new Refusal(`"heapscope snapshot" needs a command, one of ${names}: try "heapscope help".`);
  }
  if (operands.length !== command.operands.length) {
    throw new Refusal(
      `This needs ${command.operands.join(' ')}: heapscope snapshot ${name} ${command.operands.join(' ')}`,
    );
  }
  const top = readTop(values.top) ?? (values.json ? Number.MAX_SAFE_INTEGER : rowsForPeople);
  const { class: className, property, type, retained } = values;
  const wanted = { class: className, property, type, retained };
  const isWanted = Object.values(wanted).some(value => value !== undefined);
  if (isWanted && !command.takesWanted) {
    throw new Refusal('Only "heapscope snapshot objects" has --class, --property, --type and --retained.');
  }
  const run = values.quick ? command.quick : command.run;
  if (!run) throw new Refusal(`"heapscope snapshot ${name}" needs the whole snapshot: only summary has --quick.`);
  const result = await run(operands, top, wanted);
  if (!values.json) return [result.text()];
  return jsonPieces({ format: `heapscope-snapshot-${command.name}`, version: 1, ...result.json });
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        top: { type: 'string' },
        quick: { type: 'boolean' },
        class: { type: 'string' },
        property: { type: 'string' },
        type: { type: 'string' },
        retained: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw notUnderstood(error);
  }
}

function readTop(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new Refusal(`--top needs a whole number, not "${text}".`);
  return Number(text);
}
