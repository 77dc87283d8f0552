import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { sendToDebugger } from '../../../background/debugger-service.ts';

describe('what chrome.debugger says', () => {
  const given = (globalThis as { chrome?: unknown }).chrome;
  let sentence = '';

  beforeEach(() => {
    const sendCommand = () => Promise.reject(new Error(sentence));
    Object.assign(globalThis, { chrome: { debugger: { sendCommand } } });
  });
  afterEach(() => {
    Object.assign(globalThis, { chrome: given });
  });

  it('is a refusal when it comes from the protocol', async () => {
    sentence = '{"code":-32601,"message":"\'HeapProfiler.enable\' wasn\'t found"}';
    await assert.rejects(sendToDebugger(1, 'HeapProfiler.enable', undefined), {
      code: 'protocol-error',
      message: /'HeapProfiler.enable' wasn't found/,
    });
  });

  it('is the end of the session when it is not attached any more', async () => {
    for (sentence of ['Debugger is not attached to the tab with id: 7.', 'Detached while handling command.'])
      await assert.rejects(sendToDebugger(7, 'Profiler.stop', undefined), { code: 'session-closed' });
  });
});
