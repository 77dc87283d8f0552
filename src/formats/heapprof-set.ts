import { HeapscopeError } from '../errors/heapscope-error.ts';

/** As much of a file as its place among others is told by. */
interface Named {
  readonly name: string;
}

/** The files of one heapprof recording, which share a name: what was allocated where, and when. The digest of them is not needed. */
export interface HeapprofSet<File extends Named> {
  /** Their name without an ending. */
  readonly stem: string;
  readonly hpm: File | null;
  readonly hpd: File | null;
}

export type HeapprofPair<File extends Named> = HeapprofSet<File> & { readonly hpm: File; readonly hpd: File };

/** Puts the files of each heapprof recording together; every other file stays alone. In the order in which they were chosen. */
export function withHeapprofSets<File extends Named>(files: readonly File[]): (File | HeapprofSet<File>)[] {
  const found: (File | HeapprofSet<File>)[] = [];
  const places = new Map<string, number>();
  for (const file of files) {
    const [, stem, ending] = /^(.*)\.(hpm|hpd|hpc)$/i.exec(file.name) ?? [];
    if (stem === undefined || ending === undefined) {
      found.push(file);
      continue;
    }
    const place = places.get(stem) ?? found.length;
    places.set(stem, place);
    const set = (found[place] as HeapprofSet<File> | undefined) ?? { stem, hpm: null, hpd: null };
    found[place] = { ...set, [ending.toLowerCase()]: file };
  }
  return found;
}

/** The two files without which there is nothing to read. @throws HeapscopeError `heapprof-incomplete` naming what is missing. */
export function wholePair<File extends Named>({ stem, hpm, hpd }: HeapprofSet<File>): HeapprofPair<File> {
  if (hpm && hpd) return { stem, hpm, hpd };
  const missing = [...(hpm ? [] : [`${stem}.hpm`]), ...(hpd ? [] : [`${stem}.hpd`])].join(' and ');
  throw new HeapscopeError('heapprof-incomplete', { name: stem, missing });
}
