function keepInFrame() {
  globalThis.kept = Array.from({ length: 100_000 }, (_, number) => ({ number, low: 1, high: 2, flags: 3, next: null }));
}

keepInFrame();
