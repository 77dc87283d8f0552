import assert from 'node:assert/strict';
import { it } from 'node:test';
import { loadSettings, saveSettings } from '../../../panel/state/settings.ts';
import { defaultRecording } from '../../../src/recording/options.ts';

function storageWith(text: string | null): Storage {
  let content = text;
  return {
    getItem: () => content,
    setItem: (_key: string, value: string) => {
      content = value;
    },
  } as unknown as Storage;
}

it('settings are what was saved', () => {
  const storage = storageWith(null);
  const settings = { port: 9333, options: { ...defaultRecording, timeline: { stacks: true }, usage: null } };
  saveSettings(storage, settings);
  assert.deepEqual(loadSettings(storage), settings);
});

for (const [what, text] of [
  ['there are none', null],
  ['they are no JSON', '{'],
  [
    'a field is missing',
    JSON.stringify({ port: 9333, options: { ...defaultRecording, sampling: { interval: 32768 } } }),
  ],
  ['a field is of another type', JSON.stringify({ port: 9333, options: { ...defaultRecording, usage: 500 } })],
] as const)
  it(`settings are the defaults when ${what}`, () => {
    assert.deepEqual(loadSettings(storageWith(text)), { port: 9222, options: defaultRecording });
  });
