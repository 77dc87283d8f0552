import { createServer } from 'node:net';
import { createProfile } from '../../test/support/profile.ts';
import { capturesFolder, extensionFolder } from '../steps/paths.ts';

export interface RunningBrowser {
  readonly port: number;
  /** Settles when the browser is closed, by a person or by `close`. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/** The port that the Connect card of the panel starts with. */
export const usualPort = 9222;

/** Opens a browser with a fresh profile, the built extension and a debugging port; exports go to `captures`. With `reload` it follows changes of the build. */
export async function openWithExtension(
  executable: string,
  url: string,
  { reload }: { reload: boolean },
): Promise<RunningBrowser> {
  const { default: webExt } = await import('web-ext');
  const port = (await isFree(usualPort)) ? usualPort : await freePort();
  const profile = await createProfile({ downloads: capturesFolder });
  const runner = await webExt.cmd.run(
    {
      target: ['chromium'],
      chromiumBinary: executable,
      chromiumProfile: profile.folder,
      // web-ext copies a profile it may not change and leaves the copy behind.
      keepProfileChanges: true,
      sourceDir: extensionFolder,
      startUrl: [url],
      noReload: !reload,
      noInput: true,
      args: [`--remote-debugging-port=${port}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    },
    {},
  );
  const closed = new Promise<void>(resolve => {
    for (const each of runner.extensionRunners) each.registerCleanup(resolve);
  }).then(profile.remove);
  return { port, closed, close: () => runner.exit() };
}

const freePort = () => listenOnce(0);
const isFree = (port: number) =>
  listenOnce(port).then(
    () => true,
    () => false,
  );

/** Listens on the port (0: any) of this computer for a moment and tells its number. */
function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const taken = typeof address === 'object' && address ? address.port : port;
      server.close(() => resolve(taken));
    });
  });
}
