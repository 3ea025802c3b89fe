let context: AudioContext | null = null;

/** Plays two short, soft tones. A browser in which the user has not touched the page yet plays nothing. */
export function playTone(): void {
  context ??= new AudioContext();
  const start = context.currentTime;
  for (const [pitch, delay] of [[660, 0], [880, 0.11]] as const) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0, start + delay);
    volume.gain.linearRampToValueAtTime(0.12, start + delay + 0.015);
    volume.gain.exponentialRampToValueAtTime(0.001, start + delay + 0.2);
    tone.connect(volume).connect(context.destination);
    tone.start(start + delay);
    tone.stop(start + delay + 0.22);
  }
}
