import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createObjects, type SendObjectCommand } from '../../../panel/state/objects.ts';
import { noProperties } from '../../../panel/state/property-tree.ts';
import { settle } from '../../support/manual-clock.ts';

const preview = { type: 'string', subtype: null, className: '', description: 'late', handle: 'h', heapObjectId: '7' };

it('a dialog that is closed while an object is on its way lets go of that, too, and opens empty', async () => {
  const sent: string[] = [];
  let arrive: (value: unknown) => void = () => {};
  const send = (command: string) => {
    sent.push(command);
    if (command === 'object-properties') return Promise.resolve({ properties: [], total: 0, next: null });
    if (command === 'release-objects') return Promise.resolve();
    return new Promise(resolve => {
      arrive = resolve;
    });
  };
  const objects = createObjects({
    tabId: 1,
    send: send as unknown as SendObjectCommand,
    isolate: () => null,
    inspect: async () => {},
  });
  const looking = objects.preview(7);
  objects.close();
  arrive(preview);
  await looking;
  await settle();
  assert.equal(sent.at(-1), 'release-objects');
  objects.open();
  assert.deepEqual([objects.shown.value, objects.tree.value, objects.busy.value], [null, noProperties, false]);
});

it('a dialog that stays open keeps what it shows', async () => {
  const sent: string[] = [];
  const send = async (command: string) => {
    sent.push(command);
    return command === 'object-properties' ? { properties: [], total: 0, next: null } : preview;
  };
  const objects = createObjects({
    tabId: 1,
    send: send as unknown as SendObjectCommand,
    isolate: () => null,
    inspect: async () => {},
  });
  await objects.preview(7);
  assert.equal(objects.shown.value, preview);
  assert.ok(!sent.includes('release-objects'));
  objects.close();
  assert.equal(sent.filter(command => command === 'release-objects').length, 1);
});
