import { Menu } from '../../widgets/menu/menu.tsx';
import { usePanel } from '../context.ts';

/** Looks at the page that need no recording; the first two need no full access either. */
export function MoreMenu() {
  const { state, actions } = usePanel();
  const busy = state.busy.value;
  const profiler = state.tab.value ? state.tab.value.domains.Profiler !== 'unavailable' : false;
  return (
    <Menu
      label="More"
      title="More to find out about the page's memory"
      disabled={!state.tab.value || busy.has('classes') || busy.has('detached')}
      items={[
        {
          label: 'Class histogram',
          title: 'Counts the objects of the page by constructor, and what has grown since the last look',
          run: actions.countClasses,
        },
        {
          label: 'Detached DOM',
          title: 'Lists DOM trees that are in no document any more but still in memory',
          run: actions.findDetachedDom,
        },
        {
          label: 'Best-effort coverage',
          title: profiler
            ? 'Which functions have run, as far as V8 knows without having been asked to count'
            : 'Needs full access: press Connect',
          disabled: !profiler || busy.has('coverage'),
          run: actions.takeBestEffortCoverage,
        },
      ]}
    />
  );
}
