import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Actions } from '../state/actions.ts';
import type { AnalysisState } from '../state/analysis-client.ts';
import type { Library } from '../state/library.ts';
import type { Objects } from '../state/objects.ts';
import type { PanelState } from '../state/panel-state.ts';
import type { TimeTravel } from '../state/time-travel.ts';

export interface Panel {
  readonly state: PanelState;
  readonly analysis: AnalysisState;
  readonly actions: Actions;
  readonly time: TimeTravel;
  readonly objects: Objects;
  readonly library: Library;
}

export const PanelContext = createContext<Panel | null>(null);

/** The panel that a container component belongs to. Widgets and small components get their data as properties. */
export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (!panel) throw new Error('A view was rendered outside of the panel.');
  return panel;
}
