import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { LineTable } from '../../src/calltree/lines.ts';

/** Texts of scripts by address, as lines; null for one that cannot be had. */
export type SourceTexts = ReadonlyMap<string, readonly string[] | null>;

/** Longest script whose lines are shown, in characters: one of this size is bundled code in few lines. */
const longestScript = 20_000_000;

/** Fetches the text of each script that a table of hot lines names, once, from the page that DevTools has open. */
export function followWithSources(lines: ReadonlySignal<LineTable | null>): ReadonlySignal<SourceTexts> {
  const texts: Signal<SourceTexts> = signal(new Map());
  const asked = new Set<string>();
  effect(() => {
    const missing = lines.value?.urls.filter(url => !asked.has(url)) ?? [];
    if (missing.length === 0) return;
    for (const url of missing) asked.add(url);
    void pageSources(missing).then(found => {
      texts.value = new Map([...texts.peek(), ...found]);
    });
  });
  return texts;
}

/** The scripts with these addresses that the inspected page has loaded. */
async function pageSources(urls: readonly string[]): Promise<Map<string, readonly string[] | null>> {
  const wanted = new Set(urls);
  const found = new Map<string, readonly string[] | null>(urls.map(url => [url, null]));
  const resources = await new Promise<chrome.devtools.inspectedWindow.Resource[]>(resolve =>
    chrome.devtools.inspectedWindow.getResources(resolve),
  );
  await Promise.all(
    resources
      .filter(({ url }) => wanted.has(url))
      .map(async resource => {
        const content = await new Promise<string>(resolve => resource.getContent(resolve));
        if (content && content.length <= longestScript) found.set(resource.url, content.split(/\r\n|\r|\n/));
      }),
  );
  return found;
}
