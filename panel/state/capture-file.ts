import { useEffect, useState } from 'preact/hooks';
import type { CaptureSummary } from '../../src/captures/capture-summary.ts';
import { type ErrorReport, reportOf } from '../../src/errors/heapscope-error.ts';
import { libraryFile } from '../library-file.ts';

/** A file of the library on its way to a view. */
export type Loaded<Value> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly value: Value }
  | { readonly kind: 'failed'; readonly error: ErrorReport };

const loading = { kind: 'loading' } as const;

/**
 * What a capture of one small file says: `read` makes it of the file's text. No capture loads as null.
 * @param read has to stay the same function from one rendering to the next.
 */
export function useCaptureFile<Value>(
  capture: CaptureSummary | null,
  read: (text: string, file: string) => Value,
): Loaded<Value | null> {
  const captureId = capture?.id ?? null;
  const file = capture?.files[0]?.name ?? '';
  const [loaded, setLoaded] = useState<{ readonly of: string | null; readonly state: Loaded<Value | null> } | null>(
    null,
  );
  useEffect(() => {
    let wanted = true;
    const settle = (state: Loaded<Value | null>) => wanted && setLoaded({ of: captureId, state });
    const reading =
      captureId === null
        ? Promise.resolve(null)
        : libraryFile(captureId, file).then(async content => read(await content.text(), file));
    reading.then(
      value => settle({ kind: 'loaded', value }),
      (error: unknown) => settle({ kind: 'failed', error: reportOf(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [captureId, file, read]);
  return loaded?.of === captureId ? loaded.state : loading;
}
