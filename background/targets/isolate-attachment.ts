import { HeapscopeError } from '../../src/errors/heapscope-error.ts';
import type { TabId } from '../../src/messages/contract.ts';
import type { Attachment, SharedAttachments } from './shared-attachments.ts';

/**
 * A lease on a tab whose session is that of one of its isolates; null is the page.
 * @throws HeapscopeError `isolate-gone`, and as the attaching does.
 */
export async function isolateAttachment(
  attachments: SharedAttachments,
  tabId: TabId,
  isolate: string | null,
): Promise<Attachment> {
  const attachment = await attachments.lease(tabId);
  const found = attachment.isolates.find(isolate);
  if (found) return { ...attachment, session: found.session };
  await attachment.release();
  throw new HeapscopeError('isolate-gone');
}
