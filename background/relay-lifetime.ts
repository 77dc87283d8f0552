/** The relay page lives from the first command until the browser closes: it holds the socket and whatever is being recorded. */
const relayUrl = 'relay.html';
let opening: Promise<void> | null = null;

export async function relayExists(): Promise<boolean> {
  const contexts = await chrome.runtime.getContexts({ contextTypes: [chrome.runtime.ContextType.OFFSCREEN_DOCUMENT] });
  return contexts.length > 0;
}

/** Settles when the relay page can take messages. */
export async function ensureRelay(): Promise<void> {
  if (await relayExists()) return await (opening ?? Promise.resolve());
  opening ??= chrome.offscreen
    .createDocument({
      url: relayUrl,
      reasons: [chrome.offscreen.Reason.WORKERS, chrome.offscreen.Reason.BLOBS],
      justification: 'Holds the debugging connection and writes recordings to disk while the panel may be closed.',
    })
    .finally(() => {
      opening = null;
    });
  await opening;
}
