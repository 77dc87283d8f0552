/** Variables that closures keep without being able to use them: scope by scope, below it each time that the scope was entered, below that the variables. */
import {
  type DeadContext,
  type DeadScope,
  deadNames,
} from '../../src/snapshot/queries/dead-variables/dead-variables.ts';
import type { FreedSizes } from '../../src/snapshot/queries/dead-variables/freed-sizes.ts';
import { locationLabel } from '../views/calltree/location.ts';
import { formatCount } from '../widgets/format.ts';
import type { ListOrder, ListRow } from './contract.ts';
import { matching } from './list-maker.ts';
import type { ObjectRows } from './object-rows.ts';
import { listOfRows, type WorkerList } from './worker-list.ts';

export function deadScopeList(
  scopes: readonly DeadScope[],
  freed: FreedSizes,
  filter: string,
  order: ListOrder,
): WorkerList {
  const rows = scopes.map((scope, id): ListRow => {
    const { functionName, scriptName, start, end, contexts } = scope;
    return {
      id,
      text: functionName ? `${functionName}()` : '(anonymous function)',
      explanation: `Characters ${formatCount(start)} to ${formatCount(end)} of ${scriptName || 'a script without a name'}`,
      figures: { count: contexts.length, freedSize: freed.ofScope(scope) },
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

/** @param scope its number among all scopes. */
export function deadContextList(
  { contexts }: DeadScope,
  scope: number,
  freed: FreedSizes,
  rows: ObjectRows,
  order: ListOrder,
): WorkerList {
  return listOfRows(
    contexts.map((context, id) => {
      const row = rows.instance(context.context);
      return {
        ...row,
        id,
        figures: { ...row.figures, freedSize: freed.ofContext(context) },
        words: { names: namesIn([context]) },
        below: { kind: 'dead variables', scope, context: id },
      };
    }),
    order,
  );
}

export function deadVariableList(
  context: DeadContext,
  freed: FreedSizes,
  rows: ObjectRows,
  order: ListOrder,
): WorkerList {
  return listOfRows(
    context.variables.map((variable, id) => {
      const row = rows.instance(variable.value);
      const figures = { ...row.figures, freedSize: freed.ofVariable(context, variable) };
      return { ...row, id, text: `${variable.name} :: ${row.text}`, figures };
    }),
    order,
  );
}

const namesIn = (contexts: readonly DeadContext[]): string => deadNames(contexts).join(', ');
