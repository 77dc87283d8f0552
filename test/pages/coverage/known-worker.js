function inWorker(times) {
  return times > 1 ? 'many' : 'one';
}

globalThis.neverInWorker = function neverInWorker() {
  return 0;
};

globalThis.onmessage = function received({ data }) {
  for (let i = 0; i < data; i++) inWorker(data);
};
