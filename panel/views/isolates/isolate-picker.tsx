import { Menu, type MenuEntry } from '../../widgets/menu/menu.tsx';
import { usePanel } from '../context.ts';
import { type IsolateChoice, isolateChoices, wholeSize } from './isolate-choices.ts';

/** Which isolates the views are of, and which one a snapshot is taken of. */
export function IsolatePicker() {
  const { state, analysis } = usePanel();
  const present = state.tab.value?.isolates ?? [];
  const recorded = analysis.isolates.value;
  const isLive = state.tab.value?.recording?.captureId === state.shown.value?.id;
  const choices = isolateChoices(recorded, present, isLive);
  if (choices.length === 0) return null;

  const isShown = ({ scope, id }: IsolateChoice) =>
    recorded.length > 0 ? scope === state.scope.value : id === (state.isolate.value ?? choices[0]?.id);
  const pick = ({ scope, id }: IsolateChoice) => {
    state.isolate.value = id;
    if (scope !== null) state.scope.value = scope;
  };
  const all: MenuEntry[] =
    recorded.length > 1
      ? [
          {
            label: 'All isolates',
            hint: isLive ? wholeSize(present) : '',
            checked: state.scope.value === 'all',
            run: () => {
              state.isolate.value = null;
              state.scope.value = 'all';
            },
          },
          'separator',
        ]
      : [];
  const shown = choices.find(isShown)?.label ?? (recorded.length > 1 ? 'All isolates' : choices[0]?.label);
  return (
    <Menu
      label={`${shown} (${choices.length})`}
      title="The page, its frames and workers: whose memory the views show, and whose snapshot is taken"
      items={[
        ...all,
        ...choices.map(choice => ({
          label: choice.label,
          hint: choice.size,
          title: choice.url || choice.label,
          checked: isShown(choice),
          run: () => pick(choice),
        })),
      ]}
    />
  );
}
