export const SPEEDS = [1, 2, 4, 8] as const;

/** Where the playback stands: one time for all that is shown, so that all of it stays together. */
export class Playback {
  private position = 0;
  private speed = 1;
  private playing = false;

  /** @param length seconds */
  constructor(readonly length: number) {}

  /** Seconds from the first step. */
  at(): number {
    return this.position;
  }

  isPlaying(): boolean {
    return this.playing;
  }

  speedNow(): number {
    return this.speed;
  }

  /** Lets time pass. At the end it stops. */
  advance(seconds: number): void {
    if (this.playing) {
      this.seek(this.position + seconds * this.speed);
      if (this.position >= this.length) {
        this.playing = false;
      }
    }
  }

  /** Plays on, from the beginning when it is at its end. */
  toggle(): void {
    if (!this.playing && this.position >= this.length) {
      this.position = 0;
    }
    this.playing = !this.playing;
  }

  seek(seconds: number): void {
    this.position = Math.min(this.length, Math.max(0, seconds));
  }

  setSpeed(speed: number): void {
    this.speed = speed;
  }
}

/** Index of the newest entry that is not later than a time; 0 before the first. @param times rising */
export function newestAt(times: readonly number[], time: number): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((times[middle] ?? Infinity) <= time) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}
