import './tabs.css';
import type { TargetedKeyboardEvent } from 'preact';
import { useRef } from 'preact/hooks';
import { stepIndex } from '../step-index.ts';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly disabled?: boolean;
  readonly title?: string;
}

export interface TabsProps<Id extends string> {
  /** Accessible name of the list. */
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly selected: NoInfer<Id>;
  onSelect(id: NoInfer<Id>): void;
  /** Id of the element the tabs switch, which should have `role="tabpanel"`. */
  readonly panelId?: string;
}

/** A row of tabs: one stop for the Tab key, arrows choose among them. */
export function Tabs<Id extends string>({ label, tabs, selected, onSelect, panelId }: TabsProps<Id>) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const enabled = tabs.filter(tab => !tab.disabled);
    const next =
      enabled[
        stepIndex(
          event.key,
          { next: 'ArrowRight', previous: 'ArrowLeft' },
          enabled.findIndex(tab => tab.id === selected),
          enabled.length,
        )
      ];
    if (!next) return;
    event.preventDefault();
    onSelect(next.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next.id)}"]`)?.focus();
  };
  return (
    <div ref={list} class="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(tab => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          class="tab"
          data-tab={tab.id}
          title={tab.title}
          disabled={tab.disabled ?? false}
          aria-selected={tab.id === selected}
          aria-controls={panelId}
          tabIndex={tab.id === selected ? 0 : -1}
          onClick={() => onSelect(tab.id)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}
