import type { PageName } from '../../src/messages/contract.ts';

const unknownPage: PageName = { url: '', title: '' };
/** A page busy with one long task answers when that is over, if ever: it is recorded without a name. */
const longestWait = 1000;

/**
 * Address and title of the inspected page; DevTools evaluates this one expression of ours.
 * By callback: the promise of this API differs between Chrome versions, and webextension-polyfill follows neither.
 */
export function inspectedPage(): Promise<PageName> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, longestWait, unknownPage);
    chrome.devtools.inspectedWindow.eval<PageName>(
      '({ url: location.href, title: document.title })',
      undefined,
      (...args) => {
        clearTimeout(timer);
        resolve(args[0] ?? unknownPage);
      },
    );
  });
}
