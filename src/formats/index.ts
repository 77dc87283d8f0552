import type { FileFormat } from '../captures/capture-summary.ts';
import { HeapscopeError } from '../errors/heapscope-error.ts';
import { utf8 } from '../utf8.ts';
import { headLength, looksLikeSnapshot, readSnapshotHeader } from './snapshot-header.ts';

/**
 * How each format begins or what its first 64 KB must hold, in the order in which they are tried.
 * `\s` takes a U+FEFF, too, which editors put before JSON and the readers of these formats leave out; those of snapshots do not.
 */
const signs: readonly { readonly format: FileFormat; readonly sign: RegExp }[] = [
  { format: 'heapscope-log', sign: /^HSLOG/ },
  { format: 'classes', sign: /^\s*\{\s*"format"\s*:\s*"heapscope classes"/ },
  { format: 'detached', sign: /^\s*\{\s*"format"\s*:\s*"heapscope detached"/ },
  { format: 'heapprofile', sign: /^\s*\{[\s\S]*"(selfSize|ordinal)"\s*:/ },
  { format: 'coverage', sign: /^\s*\{\s*"result"\s*:\s*\[/ },
  // As Puppeteer and Playwright hand it out; a trace may be a bare list, too.
  { format: 'coverage', sign: /^\s*\[(?![\s\S]*"ph"\s*:)[\s\S]*"(rawScriptCoverage|functions|ranges)"\s*:/ },
  // A trace has the pieces of a CPU profile inside its events.
  { format: 'cpuprofile', sign: /^\s*\{(?![\s\S]*"traceEvents"\s*:)[\s\S]*"(hitCount|timeDeltas|positionTicks)"\s*:/ },
];

/**
 * What a file is, by its content. The name only decides where the content cannot: a `.heaptimeline` without stacks
 * differs from a `.heapsnapshot` in nothing but a table at its far end.
 * @param head its first bytes; `headLength` of them are enough.
 * @throws HeapscopeError `file-invalid` when it is none that Heapscope reads.
 */
export function detectFormat(head: Uint8Array, file: string): FileFormat {
  const text = utf8.decode(head.subarray(0, headLength));
  if (looksLikeSnapshot(text)) {
    const { traceFunctionCount } = readSnapshotHeader(text, file);
    return traceFunctionCount > 0 || file.endsWith('.heaptimeline') ? 'heaptimeline' : 'heapsnapshot';
  }
  const found = signs.find(({ sign }) => sign.test(text));
  if (found) return found.format;
  throw new HeapscopeError('file-invalid', {
    file,
    format: 'profile',
    problem: head.length === 0 ? 'it is empty' : 'it begins like none that is known',
    where: 'its first bytes',
  });
}
