import type { IsolateKind, IsolateName } from './rows.ts';

const kinds: Record<IsolateKind, string> = {
  page: 'main page',
  frame: 'frame',
  worker: 'worker',
  'shared worker': 'shared worker',
  'service worker': 'service worker',
};

/** What a person reads for an isolate: its kind, and its name or the end of its address. */
export function isolateLabel({ kind, name, url }: IsolateName): string {
  if (kind === 'page') return kinds.page;
  const what = name || endOf(url);
  return what ? `${kinds[kind]} ${what}` : kinds[kind];
}

/** The first of "label", "label (2)", "label (3)" … that is not taken. */
export function uniqueLabel(label: string, taken: ReadonlySet<string>): string {
  let unique = label;
  for (let number = 2; taken.has(unique); number++) unique = `${label} (${number})`;
  return unique;
}

function endOf(url: string): string {
  if (!URL.canParse(url)) return url.slice(-60);
  const { host, pathname } = new URL(url);
  const file = pathname.slice(pathname.lastIndexOf('/') + 1);
  return (file || host || pathname).slice(-60);
}
