import { openImportTarget } from './import-target.ts';

/** Leaves a file for the background to export, in a folder of its own. Answers the name of the folder. @throws HeapscopeError `storage-full` */
export async function makeFile(content: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const target = await openImportTarget();
  try {
    target.write(typeof content === 'string' ? new TextEncoder().encode(content) : content);
    await target.content();
    return target.captureId;
  } catch (error) {
    await target.discard();
    throw error;
  }
}
