import { effect } from '@preact/signals';
import type { PanelState } from './panel-state.ts';

/** DevTools tells extensions its theme when the panel opens and whenever it changes. */
export function followTheme(state: PanelState, root: HTMLElement): void {
  const apply = (name: string) => {
    state.theme.value = name === 'dark' ? 'dark' : 'light';
  };
  apply(chrome.devtools.panels.themeName);
  chrome.devtools.panels.setThemeChangeHandler?.(apply);
  effect(() => {
    root.classList.toggle('dark', state.theme.value === 'dark');
  });
}
