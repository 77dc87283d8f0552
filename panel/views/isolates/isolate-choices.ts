import type { IsolateState } from '../../../src/messages/contract.ts';
import type { IsolateScope } from '../../../src/recording/recording-model.ts';
import type { IsolateInfo } from '../../analysis/contract.ts';
import { formatBytes } from '../../widgets/format.ts';

/** An isolate that can be picked: of the shown recording, of the tab as it is now, or of both. */
export interface IsolateChoice {
  readonly label: string;
  readonly url: string;
  /** In the recording; null when it is not in it. */
  readonly scope: IsolateScope | null;
  /** In the tab; null when it has gone. */
  readonly id: string | null;
  /** Live size and trend for people; empty while neither is known. */
  readonly size: string;
}

/** A slower change is noise: the Memory panel of DevTools hides it, too. */
const slowestTrend = 1000;

/** The isolates of the shown recording, then those of the tab that are not in it. The page is the first. */
export function isolateChoices(
  recorded: readonly IsolateInfo[],
  present: readonly IsolateState[],
  isLive: boolean,
): IsolateChoice[] {
  const stateOf = (id: string) => (isLive ? present.find(isolate => isolate.id === id) : undefined);
  const ofRecording = recorded.map(({ index, id, label, url, hasLeft, liveBytes }) => {
    const state = hasLeft ? undefined : stateOf(id);
    const size = state ? sizeOf(state) : hasLeft ? 'has ended' : liveBytes === null ? '' : formatBytes(liveBytes);
    return { label, url, scope: index, id: state?.id ?? null, size };
  });
  const known = new Set(ofRecording.map(({ id }) => id));
  const others = recorded.length > 0 ? [] : present.filter(({ id }) => !known.has(id));
  return [
    ...ofRecording,
    ...others.map(state => ({ label: state.label, url: state.url, scope: null, id: state.id, size: sizeOf(state) })),
  ];
}

/** What all isolates of the tab hold together, and how fast that changes. */
export function wholeSize(present: readonly IsolateState[]): string {
  const sizes = present.map(({ liveBytes }) => liveBytes).filter(size => size !== null);
  if (sizes.length === 0) return '';
  const trends = present.map(({ trend }) => trend).filter(trend => trend !== null);
  return text(total(sizes), trends.length === 0 ? null : total(trends));
}

const sizeOf = ({ liveBytes, trend }: IsolateState): string => (liveBytes === null ? '' : text(liveBytes, trend));

function text(size: number, trend: number | null): string {
  if (trend === null || Math.abs(trend) < slowestTrend) return formatBytes(size);
  return `${formatBytes(size)}  ${trend > 0 ? '▲' : '▼'} ${formatBytes(Math.abs(trend))}/s`;
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
