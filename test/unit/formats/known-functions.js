// What coverage.test.ts runs, as a classic script, and counts.

function classify(value) {
  if (value > 10) {
    return 'big';
  }
  if (value < 0) {
    return 'negative';
  }
  return value === 0 ? 'nothing' : 'small';
}

function never() {
  const inside = () => 'not even this';
  return inside();
}

class Counter {
  count = 0;

  add(times) {
    for (let i = 0; i < times; i++) this.count++;
    try {
      if (this.count > 3) throw new Error('enough');
    } catch {
      this.count = 0;
    }
    return this.count;
  }

  unused() {}
}

({ classify, Counter, never });
