import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowOfProfile } from '../../../panel/analysis/profile-session.ts';
import type { CallTree } from '../../../src/calltree/call-tree.ts';
import { treeFromCpuProfile, treeFromSamplingProfile } from '../../../src/calltree/from-profiles.ts';
import { functionsOf } from '../../../src/calltree/functions.ts';
import { readCpuProfile } from '../../../src/formats/cpuprofile.ts';
import { readHeapProfile } from '../../../src/formats/heapprofile.ts';
import type { IsolateFigures } from '../../../src/recording/isolate-figures.ts';
import { RecordingModel } from '../../../src/recording/recording-model.ts';
import { sample } from '../formats/sample.ts';

test('an imported heap profile holds the bytes and samples of its file, function by function', () => {
  for (const name of ['node-10.11.0.heapprofile', 'chromium-156.heapprofile']) {
    const profile = readHeapProfile(sample(name), name);
    const shown = shownOf('heapprofile', sample(name), name);
    assert.deepEqual(figures(shown.samplingTree()), figures(treeFromSamplingProfile(profile.head)), name);
    assert.equal(shown.sampleCount, profile.samples.length, name);
  }
});

test('an imported CPU profile takes the time of its file, function by function, with and without times of samples', () => {
  for (const name of ['chrome-65-simple.cpuprofile', 'node-10.11.0-example.cpuprofile', 'chromium-156.cpuprofile']) {
    const profile = readCpuProfile(sample(name), name);
    assert.deepEqual(
      figures(shownOf('cpuprofile', sample(name), name).cpuTree()),
      figures(treeFromCpuProfile(profile)),
      name,
    );
    const { timeDeltas: _, samples: __, ...untimed } = profile;
    const shown = shownOf('cpuprofile', JSON.stringify(untimed), name).cpuTree();
    assert.deepEqual(figures(shown), figures(treeFromCpuProfile(untimed)), `${name} without times`);
  }
});

test('a file that is none is refused with its name', () => {
  assert.throws(() => rowOfProfile('cpuprofile', '{"nodes":[]}', 'a.cpuprofile'), { message: /^a\.cpuprofile is not/ });
});

/** What the views of recordings are made of. */
function shownOf(format: 'heapprofile' | 'cpuprofile', text: string, file: string): IsolateFigures {
  const model = new RecordingModel();
  model.apply(rowOfProfile(format, text, file));
  return model.figures('all');
}

/** Self and total of each function, to a thousandth. */
function figures(tree: CallTree | null): Map<string, string> {
  assert.ok(tree);
  const { frame, self, total } = functionsOf(tree);
  const rows = Array.from(frame, (index, i): [string, string] => {
    const { functionName, url, line, column } = tree.frames[index] ?? assert.fail();
    return [`${functionName} ${url}:${line}:${column}`, `${self[i]?.toFixed(3)} of ${total[i]?.toFixed(3)}`];
  });
  return new Map(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
}
