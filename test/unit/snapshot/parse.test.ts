import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { HeapscopeError } from '../../../src/errors/heapscope-error.ts';
import { parseSnapshot } from '../../../src/snapshot/parse/parse-snapshot.ts';
import { Cancelled } from '../../../src/snapshot/progress.ts';
import { headerOf, joined, parsed, pieces, snapshotText } from './snapshot-text.ts';

const nodes = [
  { type: 'synthetic', name: '', size: 0 },
  { type: 'object', name: 'Größe "1"\\2', size: 2 ** 40 },
  { type: 'string', name: '\ufeff😀\ud83d lone \udc00\u0001', size: 12 },
];
const edges = [
  { from: 0, to: 1, type: 'element', name: 4_000_000_000 },
  { from: 1, to: 2, type: 'property', name: 'text' },
];
const text = snapshotText(nodes, edges);
const bytes = new TextEncoder().encode(text);

/** The same with lists of scopes: one of a script, and one inside of it that uses the variable of the first. */
function withScopes(first = '6,-2,0,1,0', variables = '1'): string {
  const fields = {
    scope_fields: ['script_node_index', 'scope_id', 'depth', 'scope_context_vars_count', 'scope_uses_count'],
    scope_context_var_fields: ['name'],
    scope_use_fields: ['declaring_scope_id', 'slot_index'],
  };
  const lists = `"scopes":[${first},6,3,1,0,1],\n"scope_context_vars":[${variables}],\n"scope_uses":[-2,0]`;
  return text
    .replace('"meta":{', `"meta":{${JSON.stringify(fields).slice(1, -1)},`)
    .replace('"strings"', `${lists},\n"strings"`);
}

/** The same as from another V8: each record backwards, with a further number before its others. */
function rearranged(content: string): string {
  const file = JSON.parse(content);
  const { meta } = file.snapshot;
  const nodeFields = meta.node_fields.length;
  const turn = (numbers: number[], fieldCount: number) => {
    const records = Array.from({ length: numbers.length / fieldCount }, (_, i) =>
      numbers.slice(i * fieldCount, (i + 1) * fieldCount),
    );
    return records.flatMap(record => [77, ...record.reverse()]);
  };
  const moved = (place: number) => (place / nodeFields) * (nodeFields + 1);
  file.nodes = turn(file.nodes, nodeFields);
  file.edges = turn(
    file.edges.map((value: number, i: number) => (i % 3 === 2 ? moved(value) : value)),
    3,
  );
  file.scopes = file.scopes?.map((value: number, i: number) => (i % 5 === 0 ? moved(value) : value));
  for (const list of ['node_fields', 'node_types', 'edge_fields', 'edge_types'])
    meta[list] = ['unknown', ...meta[list].reverse()];
  return JSON.stringify(file);
}

/** What reading goes wrong with: its sentence for people. */
async function problemOf(content: string | Uint8Array, byteLength?: number): Promise<string> {
  const all = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  try {
    await parseSnapshot(pieces(all, 1000), { file: 'it', byteLength });
  } catch (error) {
    assert.ok(error instanceof HeapscopeError && error.code === 'file-invalid', `not foreseen: ${error}`);
    return error.message;
  }
  return 'none';
}

describe('a snapshot is read', () => {
  test('the same in pieces of any size', async () => {
    const whole = await parsed(text);
    for (let length = 1; length < 80; length++) assert.deepEqual(await parsed(text, length), whole);
  });

  test('field by field', async () => {
    const { nodes: read, edges: readEdges, strings, nodeTypes } = await parsed(text);
    assert.deepEqual(
      nodes.map((_, node) => strings.get(read.name[node] as number)),
      nodes.map(({ name }) => name),
    );
    assert.deepEqual([...read.selfSize], [0, 2 ** 40, 12]);
    assert.deepEqual([...read.firstEdge], [0, 1, 2, 2]);
    assert.deepEqual([...readEdges.target], [1, 2]);
    assert.equal(readEdges.nameOrIndex[0], 4_000_000_000);
    assert.equal(nodeTypes[read.type[1] as number], 'object');
  });

  test('with any texts, as JSON.parse reads them', async () => {
    const texts = fc.array(fc.string({ unit: fc.oneof(fc.constantFrom('\\', '"', '\ud800', '\udc00'), fc.string()) }));
    const head = text.slice(0, text.indexOf('"strings"'));
    const withStrings = (quoted: readonly string[]) =>
      `${head}"strings":[${['""', '"a"', '"b"', ...quoted, '"end"']}]}`;
    await fc.assert(
      fc.asyncProperty(texts, fc.boolean(), async (strings, isEscaped) => {
        const quoted = strings.map(string => {
          const plain = JSON.stringify(string);
          return isEscaped
            ? plain.replaceAll(/[^\\"\w]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
            : plain;
        });
        const { strings: read } = await parsed(withStrings(quoted), 7);
        assert.deepEqual(
          strings.map((_, i) => read.get(i + 3)),
          quoted.map(q => JSON.parse(q)),
        );
      }),
    );
  });

  test('with lists that nobody knows, in any order, with spaces', async () => {
    const fields = ['"new":{"a":["]}",{}],"b":1}', '"more":-1.5e3', '"word":null'];
    const known = ['nodes', 'edges', 'strings'].map(
      name => text.match(new RegExp(`"${name}":\\[.*?\\](?=,\\n|\\}$)`, 's'))?.[0],
    );
    const header = text.match(/^\{("snapshot":.*?\}),\n"nodes"/s)?.[1];
    const mixed = `{ ${[header, fields[0], known[2], fields[1], known[1], known[0], fields[2]].join(' ,\n ')} }\n`;
    const [read, plain] = [await parsed(mixed, 11), await parsed(text)];
    assert.deepEqual([read.nodes, read.edges], [plain.nodes, plain.edges]);
  });

  test('with its fields in another order, among others that nobody knows', async () => {
    const [read, plain] = [await parsed(rearranged(text), 11), await parsed(text)];
    assert.deepEqual(read, plain);
  });

  test('with the scopes of its functions', async () => {
    for (const content of [withScopes(), rearranged(withScopes())]) {
      const { script, id, variableName, declaringScope } = (await parsed(content)).scopes;
      assert.deepEqual(
        [[...script], [...id]],
        [
          [1, 1],
          [-2, 3],
        ],
      );
      assert.deepEqual([[...variableName], [...declaringScope]], [[1], [-2]]);
    }
  });

  test('until the caller wants it no longer', async () => {
    const signal = { aborted: false };
    const onProgress = () => {
      signal.aborted = true;
    };
    const watch = { signal, onProgress };
    await assert.rejects(parseSnapshot(pieces(bytes, 10), { file: 'it' }, watch), Cancelled);
  });
});

describe('a file that is none is refused with one sentence', () => {
  test('cut anywhere', async () => {
    for (let end = 0; end < bytes.length; end++) {
      assert.match(await problemOf(bytes.subarray(0, end)), new RegExp(`ends too early at byte ${end}\\b|missing`));
    }
  });

  const cases: readonly [string, string | Uint8Array, RegExp][] = [
    ['nothing', '', /ends too early at byte 0/],
    ['a list', '[1,2]', /"\[" stands where "\{" belongs at byte 0/],
    ['other JSON', '{"nodes":[1]}', /"snapshot" is not its first field/],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0), /packed with gzip/],
    ['something binary', Uint8Array.of(0, 255, 7, 3), /byte 0x00 stands where/],
    ['another header', '{"snapshot":{"meta":{}}}', /is missing/],
    ['a mark of the encoding before the header', text.replace(':', ':\ufeff'), /"snapshot" is not its first field/],
    ['two of a list', text.replace('"edges"', '"nodes":[],"edges"'), /is there twice at byte \d+, "nodes"/],
    ['an unknown type', text.replace('[5,', '[77,'), /77 is no value for it at byte \d+, nodes\[0\]\.type/],
    ['a name that is not there', text.replace('[5,0,', '[5,99,'), /no string 99 at byte \d+, nodes, name/],
    ['an edge to nowhere', text.replace(',6\n', ',600\n'), /600 is no value for it at byte \d+, edges\[0\]\.to_node/],
    ['an edge between nodes', text.replace(',6\n', ',7\n'), /7 is no value for it at byte \d+, edges\[0\]\.to_node/],
    ['a fraction', text.replace(',6\n', ',6.5\n'), /"\." stands in a list of whole numbers at byte \d+, edges/],
    ['a negative size', text.replace(',12,', ',-12,'), /-12 is no value for it at byte \d+, nodes\[2\]\.self_size/],
    ['a huge number', text.replace(',12,', `,${'9'.repeat(400)},`), /a number is too large at byte \d+, nodes/],
    ['a text for a number', text.replace(',12,', ',"12",'), /""" stands in a list of whole numbers at byte \d+, nodes/],
    [
      'half a record',
      text.replace('],\n"strings"', ',1],\n"strings"'),
      /its last record has not all of its 3 numbers at byte \d+, edges/,
    ],
    ['too few nodes', text.replace('"node_count":3', '"node_count":4'), /3 came of the 4 of the header/],
    ['too many nodes', text.replace('"node_count":3', '"node_count":2'), /more than the 2 nodes of the header/],
    ['too many edges', text.replace('"edge_count":2', '"edge_count":1'), /more than the 1 edges of the header/],
    ['a root that is not there', text.replace('"node_count"', '"root_index":18,"node_count"'), /18 is no value/],
    ['a bad escape', text.replace('"text"', '"\\q"'), /a backslash stands before "q" at byte \d+, strings/],
    [
      'a scope of no script',
      withScopes('7,-2,0,1,1'),
      /7 is no value for it at byte \d+, scopes\[0\]\.script_node_index/,
    ],
    ['a scope too far out', withScopes('6,-2,-1,1,1'), /-1 is no value for it at byte \d+, scopes\[0\]\.depth/],
    ['a variable without a name', withScopes(undefined, '99'), /99 is no value for it at byte \d+, scope_context_vars/],
    ['more behind its end', `${text} x`, /"x" stands behind its end/],
  ];
  for (const [name, content, message] of cases) {
    test(name, async () => assert.match(await problemOf(content), message));
  }

  test('a header that promises more than there is takes no memory', async () => {
    const lying = joined(headerOf(4_000_000_000, 4_000_000_000), ['5,0,1,0,0,0'], [], ['']);
    const before = process.memoryUsage().arrayBuffers;
    assert.match(await problemOf(lying, lying.length), /promises more nodes and edges than it has bytes for/);
    assert.match(await problemOf(lying), /1 came of the 4000000000/);
    assert.ok(process.memoryUsage().arrayBuffers - before < 100e6);
  });

  test('whatever is changed in it, nothing but that error comes', async () => {
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(changes, async changed => {
        const broken = bytes.slice();
        for (const [at, byte] of changed) broken[at] = byte;
        await problemOf(broken);
      }),
      { numRuns: 2000 },
    );
  });
});
