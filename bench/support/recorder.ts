import type { CommandMessage, CommandName, CommandParams } from '../../src/messages/contract.ts';
import type { RecordingOptions } from '../../src/recording/options.ts';
import type { Panel } from '../../test/support/panel.ts';

/** Starts a recording with options of its own, by the command that the Record button sends; the panel follows it live. */
export async function startRecording(panel: Panel, options: RecordingOptions): Promise<void> {
  const page = { url: panel.devtools.url(), title: 'bench' };
  await command(panel, 'start-recording', { tabId: await tabIdOf(panel), options, page, reload: false });
  await panel.find('button', 'Stop');
}

export async function stopRecording(panel: Panel): Promise<void> {
  await command(panel, 'stop-recording', { tabId: await tabIdOf(panel) });
  await panel.find('button', 'Record');
}

export async function tabIdOf(panel: Panel): Promise<number> {
  return await panel.frame.evaluate(() => chrome.devtools.inspectedWindow.tabId);
}

async function command<Name extends CommandName>(panel: Panel, name: Name, params: CommandParams<Name>): Promise<void> {
  const message = { to: 'background', command: name, params } as CommandMessage;
  const answer = await panel.frame.evaluate(sent => chrome.runtime.sendMessage(sent), message);
  if (!answer.ok) throw new Error(answer.error.sentence);
}
