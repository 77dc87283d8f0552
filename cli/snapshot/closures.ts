import { SnapshotQueries } from '../../src/snapshot/queries/snapshot-queries.ts';
import { openFile } from '../open-file.ts';
import { count, more, table } from '../table.ts';
import type { SnapshotCommand } from './command.ts';

/** Variables that closures keep without being able to use them. */
export const closures: SnapshotCommand = {
  name: 'closures',
  operands: ['FILE'],
  async run([file = ''], top) {
    const open = await openFile(file);
    const { id } = open.graph.snapshot.nodes;
    const scopes = new SnapshotQueries(open).deadVariables();
    const rows = scopes.slice(0, top).map(({ functionName, scriptName, start, end, contexts }) => {
      const deadSize = contexts.reduce((sum, context) => sum + context.deadSize, 0);
      const names = new Set(contexts.flatMap(({ variables }) => variables.map(({ name }) => name)));
      const worst = contexts.slice(0, 1).map(({ context, variables }) => ({
        id: id[context] as number,
        variables: variables.map(({ name, value, retainedSize }) => ({ name, id: id[value] as number, retainedSize })),
      }));
      return {
        functionName,
        scriptName,
        start,
        end,
        contextCount: contexts.length,
        deadSize,
        variables: [...names],
        worst,
      };
    });
    const hasScopes = open.graph.snapshot.scopes.scopes.values.length > 0;
    return {
      json: { hasScopes, scopeCount: scopes.length, scopes: rows },
      text: () =>
        hasScopes
          ? [
              `${count(scopes.length)} functions keep variables that no function can use\n`,
              table(rows, [
                { title: 'Retained', value: row => row.deadSize },
                { title: 'Contexts', value: row => row.contextCount },
                { title: 'Function', value: row => row.functionName || '(anonymous)' },
                { title: 'Variables', value: row => row.variables.join(', ') },
                { title: 'Script', value: row => row.scriptName },
              ]) + more(rows.length, scopes.length),
            ].join('\n')
          : 'The file does not tell which function uses which variable: Chrome writes that from version 156 on.\n',
    };
  },
};
