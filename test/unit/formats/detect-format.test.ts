import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeClasses } from '../../../src/formats/classes.ts';
import { writeDetached } from '../../../src/formats/detached.ts';
import { detectFormat } from '../../../src/formats/index.ts';
import { readSnapshotHeader } from '../../../src/formats/snapshot-header.ts';
import { sample } from './sample.ts';

/** The head of a file as V8 writes it, with braces in strings to stumble over, cut within the table of nodes. */
function snapshotHead(traceFunctions: number, edgeFields = ['type', 'name_or_index', 'to_node']): string {
  const meta = {
    node_fields: ['type', 'name', 'id', 'self_size', 'edge_count', 'detachedness'],
    node_types: [['hidden', 'object}{', 'str"ing'], 'string', 'number', 'number', 'number', 'number'],
    edge_fields: edgeFields,
    edge_types: [['context', 'element'], 'string_or_number', 'node'],
    trace_node_fields: ['id', 'function_info_index', 'count', 'size', 'children'],
    sample_fields: ['timestamp_us', 'last_assigned_id'],
  };
  const header = { meta, node_count: 12, edge_count: 34, trace_function_count: traceFunctions };
  return `{"snapshot":${JSON.stringify(header)},\n"nodes":[9,1,1,0,`;
}

const detect = (text: string, name: string) => detectFormat(new TextEncoder().encode(text), name);

test('files are known by their content, whatever they are called', () => {
  assert.equal(detect(sample('node-10.11.0.heapprofile'), 'a.cpuprofile'), 'heapprofile');
  assert.equal(detect(sample('chrome-65-simple.cpuprofile'), 'b.json'), 'cpuprofile');
  assert.equal(detect(sample('node-10.11.0-example.cpuprofile'), 'c'), 'cpuprofile');
  assert.equal(detect(sample('chromium-156.cpuprofile'), 'c.heapprofile'), 'cpuprofile');
  assert.equal(detect(sample('chromium-156.heapprofile'), 'c.cpuprofile'), 'heapprofile');
  assert.equal(detect(snapshotHead(0), 'd.heapprofile'), 'heapsnapshot');
  assert.equal(detect(snapshotHead(5), 'e.heapsnapshot'), 'heaptimeline');
  assert.equal(detect('HSLOG…', 'f'), 'heapscope-log');
  // Names of the page may look like anything.
  assert.equal(detect(writeClasses([{ name: '"selfSize":', count: 1 }]), 'h'), 'classes');
  assert.equal(detect(writeDetached({ treeCount: 0, nodeCount: 0, nodes: [] }), 'i'), 'detached');
  assert.equal(detect('{"result":[{"scriptId":"1"', 'coverage-1.json'), 'coverage');
  assert.equal(detect('[{"url":"a.js","scriptId":"1","functions":[', 'g.json'), 'coverage');
});

test('a timeline without stacks looks like a snapshot, so that there the name decides', () => {
  assert.equal(detect(snapshotHead(0), 'page.heaptimeline'), 'heaptimeline');
});

test('a mark of the encoding before JSON is borne where the reader of the format bears it', () => {
  assert.equal(detect(`\ufeff${sample('node-10.11.0-example.cpuprofile')}`, 'a'), 'cpuprofile');
  assert.throws(() => detect(`\ufeff${snapshotHead(0)}`, 'b'), { code: 'file-invalid' });
});

test('a file of another kind is refused with its name', () => {
  const trace = '{"traceEvents":[{"name":"ProfileChunk","args":{"data":{"timeDeltas":[1]}}}]}';
  for (const text of ['', trace, '[{"ph":"X","args":{"functions":1}}]', '<html>', '\u0000\u0001']) {
    assert.throws(() => detect(text, 'trace.json'), { code: 'file-invalid', message: /^trace\.json is not/ });
  }
});

test('the header of a snapshot names its fields', () => {
  const header = readSnapshotHeader(snapshotHead(7), 'it');
  assert.deepEqual([header.nodeCount, header.edgeCount, header.traceFunctionCount], [12, 34, 7]);
  assert.equal(header.fields['node']?.[5], 'detachedness');
  assert.deepEqual(header.nodeTypes, ['hidden', 'object}{', 'str"ing']);
});

test('a field that is missing is named together with those that are there', () => {
  assert.throws(() => readSnapshotHeader(snapshotHead(0, ['type', 'to']), 'it'), {
    code: 'file-invalid',
    message: /"name_or_index" is missing among type, to at snapshot\.meta\.edge_fields/,
  });
  assert.throws(() => readSnapshotHeader(snapshotHead(0).slice(0, 200), 'it'), { message: /the header does not end/ });
});
