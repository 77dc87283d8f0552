import { visible } from '../table.ts';
import { estimated, type RecordingCommand, withError } from './command.ts';
import { timeText } from './moment.ts';

/** What was recorded, and the figures of its end and its peak. */
export const info: RecordingCommand = {
  name: 'info',
  run({ reader, url, title, missing }) {
    const { stacks, events } = reader.history;
    const rate = reader.samplingRate;
    const peak = reader.peakIn();
    const figureAt = (time: typeof peak.time) => {
      const { tree, standardError } = reader.flameGraphAt(time);
      return estimated(tree.total[0] ?? 0, standardError[0] ?? 0);
    };
    const json = {
      url,
      title,
      startedAt: new Date(reader.initialTime).toISOString(),
      elapsedTime: reader.elapsedTime,
      samplingInterval: rate?.interval ?? null,
      keepsCollected: rate?.keepsCollected ?? null,
      polls: events.pollCount,
      events: events.eventCount,
      samples: events.sampleCount,
      stacks: stacks.count,
      frames: stacks.frames.length,
      peak: { time: peak.time, ...figureAt(peak.time) },
      end: { time: reader.elapsedTime, ...figureAt(reader.elapsedTime) },
      missingBytes: missing,
    };
    return {
      json,
      text: () =>
        [
          visible(`${title} ${url}`.trim()),
          `from ${json.startedAt}, ${timeText(json.elapsedTime)}`,
          rate ? `one sample per ${rate.interval} bytes` : 'sizes as the file states them',
          `${json.polls} polls, ${json.events} events, ${json.samples} samples, ${json.stacks} stacks`,
          `peak at ${timeText(json.peak.time)}: ${withError(json.peak.bytes, json.peak.standardError)}`,
          `alive at the end: ${withError(json.end.bytes, json.end.standardError)}`,
          ...(missing > 0 ? [`${missing} bytes at the end of the file are cut off`] : []),
          '',
        ].join('\n'),
    };
  },
};
