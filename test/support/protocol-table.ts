import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/steps/paths.ts';
import type { Passed } from './traffic.ts';

/** A command or an event of the protocol, as its schema has it. */
export interface ProtocolItem {
  readonly domain: 'HeapProfiler' | 'Profiler';
  readonly kind: 'command' | 'event';
  readonly name: string;
  readonly parameters: readonly string[];
}

interface Schema {
  readonly domains: readonly {
    readonly domain: string;
    readonly commands?: readonly SchemaItem[];
    readonly events?: readonly SchemaItem[];
  }[];
}

interface SchemaItem {
  readonly name: string;
  readonly parameters?: readonly { readonly name: string }[];
}

/** Every command and event of the two profiling domains, in the order of the schema. */
export function profilingProtocol(): ProtocolItem[] {
  const file = join(root, 'node_modules/devtools-protocol/json/js_protocol.json');
  const schema: Schema = JSON.parse(readFileSync(file, 'utf8'));
  return (['HeapProfiler', 'Profiler'] as const).flatMap(domain => {
    const found = schema.domains.find(candidate => candidate.domain === domain);
    if (!found) throw new Error(`the schema has no domain ${domain}`);
    const itemsOf = (kind: ProtocolItem['kind'], items: readonly SchemaItem[] = []): ProtocolItem[] =>
      items.map(({ name, parameters = [] }) => ({ domain, kind, name, parameters: parameters.map(p => p.name) }));
    return [...itemsOf('command', found.commands), ...itemsOf('event', found.events)];
  });
}

export const methodOf = ({ domain, name }: ProtocolItem): string => `${domain}.${name}`;

/** Methods, and parameters as `method.parameter`, that never passed. */
export function neverPassed(items: readonly ProtocolItem[], passed: ReadonlyMap<string, Passed>): string[] {
  return items.flatMap(item => {
    const method = methodOf(item);
    const seen = passed.get(method);
    if (!seen) return [method];
    return item.parameters.filter(name => !seen.parameters.has(name)).map(name => `${method}.${name}`);
  });
}

/** What passed, as a Markdown table: a row per command and event. */
export function tableOfPassed(items: readonly ProtocolItem[], passed: ReadonlyMap<string, Passed>): string {
  const rows = items.map(item => {
    const seen = passed.get(methodOf(item));
    const parameters = item.parameters.map(name => (seen?.parameters.has(name) ? name : `${name} (never)`));
    const where = [...(seen?.targets ?? [])].sort().join(', ') || 'never';
    return [`\`${methodOf(item)}\``, item.kind, parameters.join(', '), where, String(seen?.count ?? 0)];
  });
  const head = ['Method', 'Kind', 'Parameters', 'Targets', 'Times'];
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}
