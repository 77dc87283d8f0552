/** Variables that closures keep without being able to use them: scope by scope, below it each time that the scope was entered, below that the variables. */
import type { DeadContext, DeadScope, DeadVariable } from '../../src/snapshot/queries/dead-variables/dead-variables.ts';
import { locationLabel } from '../views/calltree/location.ts';
import { formatCount } from '../widgets/format.ts';
import type { ListOrder, ListRow } from './contract.ts';
import { matching } from './list-maker.ts';
import type { ObjectRows } from './object-rows.ts';
import { listOfRows, type WorkerList } from './worker-list.ts';

export function deadScopeList(scopes: readonly DeadScope[], filter: string, order: ListOrder): WorkerList {
  const rows = scopes.map((scope, id): ListRow => {
    const { functionName, scriptName, start, end, contexts } = scope;
    return {
      id,
      text: functionName ? `${functionName}()` : '(anonymous function)',
      explanation: `Characters ${formatCount(start)} to ${formatCount(end)} of ${scriptName || 'a script without a name'}`,
      figures: { count: contexts.length, retainedSize: bytesOf(contexts.flatMap(({ variables }) => variables)) },
      words: { script: locationLabel({ functionName, url: scriptName, line: 0, column: 0 }), names: namesIn(contexts) },
      object: null,
      below: { kind: 'dead contexts', scope: id },
    };
  });
  return listOfRows(
    matching(rows, filter, ({ text, words }) => `${text} ${words?.['names']} ${words?.['script']}`),
    order,
  );
}

export function deadContextList(
  { contexts }: DeadScope,
  scope: number,
  rows: ObjectRows,
  order: ListOrder,
): WorkerList {
  return listOfRows(
    contexts.map((context, id) => ({
      ...rows.instance(context.context),
      id,
      figures: { retainedSize: bytesOf(context.variables) },
      words: { names: namesIn([context]) },
      below: { kind: 'dead variables', scope, context: id },
    })),
    order,
  );
}

export function deadVariableList({ variables }: DeadContext, rows: ObjectRows, order: ListOrder): WorkerList {
  return listOfRows(
    variables.map(({ name, value }, id) => {
      const row = rows.instance(value);
      return { ...row, id, text: `${name} :: ${row.text}` };
    }),
    order,
  );
}

function namesIn(contexts: readonly DeadContext[]): string {
  return [...new Set(contexts.flatMap(({ variables }) => variables.map(({ name }) => name)))].join(', ');
}

/** Bytes that the variables retain; a value that several of them have counts once. */
function bytesOf(variables: readonly DeadVariable[]): number {
  const sizes = new Map(variables.map(({ value, retainedSize }) => [value, retainedSize]));
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}
