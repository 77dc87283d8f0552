import { useState } from 'preact/hooks';
import type { CaptureSummary } from '../../../src/captures/capture-summary.ts';
import { ContextMenu } from '../../widgets/context-menu/context-menu.tsx';
import { usePanel } from '../context.ts';
import { type CaptureActions, captureMenu } from './capture-menu.ts';
import { captureName } from './capture-texts.ts';
import { EditField } from './edit-field.tsx';

type Editing = { readonly id: string; readonly what: 'name' | 'note' } | null;
type OpenMenu = { readonly capture: CaptureSummary; readonly x: number; readonly y: number } | null;

/** Renames, notes and deletes captures, for any way to list them. */
export function useCaptureEditing(afterEdit: (capture: CaptureSummary) => void) {
  const { library, actions } = usePanel();
  const [editing, setEditing] = useState<Editing>(null);
  const [menu, setMenu] = useState<OpenMenu>(null);

  const actionsOn = (capture: CaptureSummary): CaptureActions => ({
    rename: () => setEditing({ id: capture.id, what: 'name' }),
    editNote: () => setEditing({ id: capture.id, what: 'note' }),
    exportFile: file => actions.exportFile(capture, file),
    remove: () => {
      if (capture.state.kind !== 'running') library.remove([capture]);
    },
  });

  /** The field that takes a capture's place while it is renamed or noted; null for the others. */
  const fieldOf = (capture: CaptureSummary) => {
    if (editing?.id !== capture.id) return null;
    const ofName = editing.what === 'name';
    const end = () => {
      setEditing(null);
      afterEdit(capture);
    };
    return (
      <EditField
        label={ofName ? 'Name of the capture' : 'Note on the capture'}
        value={ofName ? captureName(capture, null) : capture.note}
        onDone={text => {
          if (ofName) library.rename(capture, text);
          else library.note(capture, text);
          end();
        }}
        onCancel={end}
      />
    );
  };

  const openMenu = menu && (
    <ContextMenu
      label={`Actions for ${captureName(menu.capture, null)}`}
      items={captureMenu(menu.capture, actionsOn(menu.capture))}
      x={menu.x}
      y={menu.y}
      onClose={() => setMenu(null)}
    />
  );
  return { actionsOn, fieldOf, openMenu, showMenu: setMenu };
}
