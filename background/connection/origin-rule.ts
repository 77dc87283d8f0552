/**
 * Chrome refuses a debugging socket that carries an `Origin` header, and a socket opened by an extension carries one.
 * This session rule takes the header off our own socket to the exact port, for as long as the handshake lasts.
 * No web page profits: `initiatorDomains` names this extension alone.
 */
const ruleId = 1;

const originRule = (port: number): chrome.declarativeNetRequest.Rule => ({
  id: ruleId,
  priority: 1,
  action: { type: 'modifyHeaders', requestHeaders: [{ header: 'origin', operation: 'remove' }] },
  condition: {
    initiatorDomains: [chrome.runtime.id],
    urlFilter: `|ws://127.0.0.1:${port}/`,
    resourceTypes: ['websocket'],
  },
});

export async function allowSocket(port: number): Promise<void> {
  await chrome.declarativeNetRequest.updateSessionRules({ removeRuleIds: [ruleId], addRules: [originRule(port)] });
}

export async function forbidSocket(): Promise<void> {
  await chrome.declarativeNetRequest.updateSessionRules({ removeRuleIds: [ruleId] });
}
