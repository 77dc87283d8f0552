import type { PageName } from '../../src/messages/contract.ts';

const unknownPage: PageName = { url: '', title: '' };

/**
 * Address and title of the inspected page; DevTools evaluates this one expression of ours.
 * By callback: the promise of this API differs between Chrome versions, and webextension-polyfill follows neither.
 */
export function inspectedPage(): Promise<PageName> {
  return new Promise(resolve => {
    chrome.devtools.inspectedWindow.eval<PageName>(
      '({ url: location.href, title: document.title })',
      undefined,
      (...args) => resolve(args[0] ?? unknownPage),
    );
  });
}
