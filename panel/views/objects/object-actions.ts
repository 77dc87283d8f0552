import type { Objects } from '../../state/objects.ts';
import type { MenuEntry } from '../../widgets/menu/menu.tsx';

/** Entries for the context menu of a row that has a heap object id. Each opens the dialog, which tells how it went. */
export function objectActions(objects: Objects, heapObjectId: number): MenuEntry[] {
  const lookThen = (action: () => void | Promise<void>) => async () => {
    await objects.preview(heapObjectId);
    if (objects.shown.value) await action();
  };
  return [
    { label: 'Preview', run: () => void objects.preview(heapObjectId) },
    { label: 'Store as global variable', run: () => void lookThen(objects.store)() },
    {
      label: 'Use as $0',
      title: 'Evaluate expressions with $0 in the dialog: the Console has a $0 of its own',
      run: () => void lookThen(objects.evaluate)(),
    },
    {
      label: 'Reveal element',
      title: 'DOM nodes only: selects it in Elements, where it is $0 of the Console',
      run: () => void lookThen(objects.reveal)(),
    },
  ];
}
