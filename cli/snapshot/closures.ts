import { deadNames } from '../../src/snapshot/queries/dead-variables/dead-variables.ts';
import { FreedSizes } from '../../src/snapshot/queries/dead-variables/freed-sizes.ts';
import { hasScopes } from '../../src/snapshot/queries/dead-variables/scopes.ts';
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
    const freed = new FreedSizes(open.graph);
    const scopes = new SnapshotQueries(open)
      .deadVariables()
      .map(scope => ({ ...scope, freedSize: freed.ofScope(scope) }))
      .sort((a, b) => b.freedSize - a.freedSize);
    const rows = scopes.slice(0, top).map(({ functionName, scriptName, start, end, contexts, freedSize }) => {
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
        freedSize,
        variables: deadNames(contexts),
        worst,
      };
    });
    const isKnown = hasScopes(open.graph.snapshot);
    return {
      json: { hasScopes: isKnown, scopeCount: scopes.length, scopes: rows },
      text: () =>
        isKnown
          ? [
              `${scopes.length === 1 ? '1 function keeps' : `${count(scopes.length)} functions keep`} variables that no function can use\n`,
              table(rows, [
                { title: 'Freed', value: row => row.freedSize },
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
