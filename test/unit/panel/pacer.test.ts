import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Pacer } from '../../../panel/analysis/pacer.ts';
import { milliseconds } from '../../../src/units.ts';
import { ManualClock, settle } from '../../support/manual-clock.ts';

const often = milliseconds(250);
const atOnce = milliseconds(0);

describe('updates of the panel', () => {
  let clock: ManualClock;
  let sent: number;
  let taken: () => void;
  let pacer: Pacer;

  beforeEach(() => {
    clock = new ManualClock();
    sent = 0;
    pacer = new Pacer(clock, () => {
      sent += 1;
      return new Promise(resolve => {
        taken = resolve;
      });
    });
  });

  it('come at a steady pace, however many rows ask for them', async () => {
    for (let row = 0; row < 10; row++) {
      pacer.ask(often);
      await clock.advance(10);
    }
    assert.equal(sent, 0);
    await clock.advance(150);
    assert.equal(sent, 1);
  });

  it('come at once when a person asks', async () => {
    pacer.ask(often);
    pacer.ask(atOnce);
    await clock.advance(0);
    assert.equal(sent, 1);
    taken();
    await settle();
    await clock.advance(1000);
    assert.equal(sent, 1, 'and the rows have come with it');
  });

  it('wait for the panel, and what is asked meanwhile is not forgotten', async () => {
    pacer.ask(atOnce);
    await clock.advance(0);
    pacer.ask(often);
    pacer.ask(atOnce);
    await clock.advance(1000);
    assert.equal(sent, 1);
    taken();
    await settle();
    await clock.advance(0);
    assert.equal(sent, 2);
  });
});
