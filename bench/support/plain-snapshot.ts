import { CdpClient } from './cdp-client.ts';

/** How a snapshot came in: what counts is the time from its first chunk to its last. */
export interface Transfer {
  /** Size of the whole file in bytes. */
  readonly bytes: number;
  /** Bytes per second after the first chunk. */
  readonly rate: number;
  /** Milliseconds from the command to the end, V8's own work included. */
  readonly whole: number;
}

/** The parameters that the extension uses too. */
const parameters = { reportProgress: true, captureNumericValue: true, exposeInternals: false };
const chunkMethod = 'HeapProfiler.addHeapSnapshotChunk';

/**
 * Takes a snapshot with a plain client that does nothing but receive: chunks are kept as they come and read when all is over.
 * @param perMessageDeflate whether compression is offered, as `ws` does unless told otherwise.
 */
export async function receivePlainly(
  port: number,
  pageUrl: string,
  perMessageDeflate: boolean,
): Promise<Transfer & { extensions: string }> {
  const chunks: Buffer[] = [];
  let firstAt = 0;
  let lastAt = 0;
  const intercept = (message: Buffer) => {
    if (!message.subarray(0, 100).includes(chunkMethod)) return false;
    lastAt = performance.now();
    firstAt ||= lastAt;
    chunks.push(message);
    return true;
  };
  const client = await CdpClient.attach(port, pageUrl, { perMessageDeflate, intercept });
  const sentAt = performance.now();
  await client.send('HeapProfiler.enable');
  await client.send('HeapProfiler.takeHeapSnapshot', parameters);
  const whole = performance.now() - sentAt;
  const { extensions } = client;
  await client.close();

  const sizes = chunks.map(message => JSON.parse(message.toString()).params.chunk.length as number);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return { bytes, rate: ((bytes - (sizes[0] ?? 0)) * 1000) / (lastAt - firstAt), whole, extensions };
}
