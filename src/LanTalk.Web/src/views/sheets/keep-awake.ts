/** Keeps the screen on until the result is called, where the browser can: over plain http none does. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let isOver = false;
  const ask = async (): Promise<void> => {
    // Not everywhere, whatever the types say.
    const wakeLock = navigator.wakeLock as WakeLock | undefined;
    if (wakeLock === undefined || document.visibilityState !== 'visible') {
      return;
    }

    try {
      lock = await wakeLock.request('screen');
      if (isOver) {
        await lock.release();
      }
    } catch {
      // Refused to save power: the code is shown all the same.
    }
  };
  // The browser ends it whenever the page is not seen.
  const onVisible = (): void => void ask();
  document.addEventListener('visibilitychange', onVisible);
  void ask();
  return () => {
    isOver = true;
    document.removeEventListener('visibilitychange', onVisible);
    void lock?.release();
  };
}
