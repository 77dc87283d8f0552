/** The lock that the relay's worker holds for as long as it lives: a panel that gets it knows that the relay has ended. */
export const relayLockName = 'heapscope relay';
