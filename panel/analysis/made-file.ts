import { openImportTarget } from './import-target.ts';

/** Leaves a text for the background to export, in a folder of its own. Answers the name of the folder. @throws HeapscopeError `storage-full` */
export async function makeFile(text: string): Promise<string> {
  const target = await openImportTarget();
  try {
    target.write(new TextEncoder().encode(text));
    await target.content();
    return target.captureId;
  } catch (error) {
    await target.discard();
    throw error;
  }
}
