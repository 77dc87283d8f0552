/** The part of web-ext that is used here: it ships no types. */
declare module 'web-ext' {
  interface ExtensionRunner {
    registerCleanup(cleanup: () => void): void;
  }
  interface RunOptions {
    readonly target: readonly 'chromium'[];
    readonly chromiumBinary: string;
    readonly chromiumProfile: string;
    readonly keepProfileChanges: boolean;
    readonly sourceDir: string;
    readonly startUrl: readonly string[];
    readonly noReload: boolean;
    readonly noInput: boolean;
    readonly args: readonly string[];
  }
  const webExt: {
    cmd: {
      run(
        options: RunOptions,
        dependencies: Readonly<Record<string, never>>,
      ): Promise<{ readonly extensionRunners: readonly ExtensionRunner[]; exit(): Promise<void> }>;
    };
  };
  export default webExt;
}
