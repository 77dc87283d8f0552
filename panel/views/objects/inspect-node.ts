import { HeapscopeError } from '../../../src/errors/heapscope-error.ts';
import type { RevealTicket } from '../../../src/messages/objects.ts';

/**
 * Takes over a node that waits in its frame and has DevTools select it in Elements, where it becomes `$0` of the Console.
 * Only what DevTools itself evaluates has `inspect`.
 * @throws HeapscopeError `expression-failed` when the frame has gone meanwhile.
 */
export function inspectNode({ key, frameUrl, inMainFrame }: RevealTicket): Promise<void> {
  const take = `(key => {
    const node = globalThis[key];
    delete globalThis[key];
    inspect(node);
  })(Symbol.for(${JSON.stringify(key)}))`;
  return new Promise((resolve, reject) => {
    chrome.devtools.inspectedWindow.eval(take, inMainFrame ? {} : { frameURL: frameUrl }, (_result, refusal) => {
      // Absent when all went well, whatever the types say.
      const failed = (refusal as chrome.devtools.inspectedWindow.EvaluationExceptionInfo | undefined) ?? null;
      if (!failed?.isError && !failed?.isException) return resolve();
      reject(new HeapscopeError('expression-failed', { message: failed.value || failed.description || '' }));
    });
  });
}
