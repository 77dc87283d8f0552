function inWorker(times) {
  return times > 1 ? 'many' : 'one';
}

function neverInWorker() {
  return 0;
}

onmessage = function received({ data }) {
  for (let i = 0; i < data; i++) inWorker(data);
};
