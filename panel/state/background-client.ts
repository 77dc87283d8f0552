import browser from 'webextension-polyfill';
import { errorFromReport, HeapscopeError } from '../../src/errors/heapscope-error.ts';
import type { Answer, CommandAnswer, CommandMessage, CommandName, CommandParams } from '../../src/messages/contract.ts';

/** Longer than the background waits for a silent page (two minutes), so that it is the one to say so; an export also waits for the disk. */
const answerWithin = 300_000;

export type SendCommand = <Name extends CommandName>(
  command: Name,
  params: CommandParams<Name>,
) => Promise<CommandAnswer<Name>>;

/**
 * Sends a command to the background.
 * @throws HeapscopeError of the background, whole; `background-silent` when nobody answers.
 */
export const sendCommand: SendCommand = async (command, params) => {
  const message = { to: 'background', command, params } as CommandMessage;
  const answer = await settledInTime(browser.runtime.sendMessage(message));
  if (!isAnswer<typeof command>(answer)) throw new HeapscopeError('background-silent');
  if (!answer.ok) throw errorFromReport(answer.error);
  return answer.value;
};

async function settledInTime(answer: Promise<unknown>): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new HeapscopeError('background-silent')), answerWithin);
  });
  try {
    return await Promise.race([answer, late]);
  } catch (cause) {
    throw cause instanceof HeapscopeError ? cause : new HeapscopeError('background-silent', {}, { cause });
  } finally {
    clearTimeout(timer);
  }
}

function isAnswer<Name extends CommandName>(value: unknown): value is Answer<Name> {
  return typeof value === 'object' && value !== null && 'ok' in value;
}
