import { frameLabel } from '../../../src/calltree/frame.ts';
import { type FlowTexts, fonts, type PlaceText } from '../../../src/flow/flow-boxes.ts';
import type { FlowUnit, Place } from '../../../src/flow/flow-graph.ts';
import type { Milliseconds } from '../../../src/units.ts';
import type { FlowAnswer } from '../../analysis/flow-contract.ts';
import { formatPercent } from '../../widgets/format.ts';
import { clockLabel } from '../../widgets/time-strip/clock-label.ts';
import { locationLabel } from '../calltree/location.ts';
import { formatWeight } from '../calltree/weights.ts';

/** How a flow graph is written in the panel. */
export function flowTexts(answer: FlowAnswer, by: FlowUnit): FlowTexts {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  const family = getComputedStyle(document.body).fontFamily;
  return {
    place: place => placeText(place, by),
    weight: weight => formatWeight(weight, answer.unit),
    share: formatPercent,
    graphs: graphNames(answer),
    width(text, font) {
      if (!context) return text.length * fonts[font] * 0.6;
      context.font = `${font === 'name' ? '500 ' : ''}${fonts[font]}px ${family}`;
      return context.measureText(text).width;
    },
  };
}

/** A place in few words; what stands for the whole program has none of its own. */
export function placeText({ frame }: Place, by: FlowUnit): PlaceText {
  if (!frame) return { name: 'All', location: '' };
  const location = locationLabel(frame);
  return by === 'line' && location ? { name: location, location: '' } : { name: frameLabel(frame), location };
}

/** Two moments are A and B, as on the strip; more are known by their times. Captures have no letters, so that nobody takes them for moments. */
export function graphNames({ times, areCaptures, isScaled }: Omit<FlowAnswer, 'unit' | 'picture'>): string[] {
  const names = areCaptures ? ['other', 'this'] : momentNames(times);
  return names.map((name, at) => (isScaled && at < names.length - 1 ? `${name}, scaled` : name));
}

function momentNames(times: readonly Milliseconds[]): string[] {
  const [first = 0, second = 0] = times;
  return times.length === 2 ? ['A', 'B'] : times.map(time => clockLabel(time, (second - first) / 10));
}
