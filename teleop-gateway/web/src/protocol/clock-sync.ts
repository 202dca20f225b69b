/** One four-timestamp exchange. All values are milliseconds. */
export interface ClockSample {
  /** Gateway clock − client clock. */
  readonly offsetMs: number;
  readonly rttMs: number;
}

/** What is known of the gateway's clock. The error of the offset is at most half of the best round trip. */
export interface ClockEstimate {
  readonly offsetMs: number;
  readonly errorMs: number;
  /** Round trip of the newest exchange. */
  readonly rttMs: number;
}

/** How many exchanges are kept: at one a second this bounds the age of the best one to about a minute. */
const WINDOW = 64;

/**
 * Estimates the offset between the gateway's clock and ours from four-timestamp exchanges. The exchange with the
 * smallest round trip of the last {@link WINDOW} decides, because its possible asymmetry is the smallest.
 */
export class ClockSync {
  private readonly samples: ClockSample[] = [];

  /**
   * @param t1 request left, client clock
   * @param t2 request arrived, gateway clock
   * @param t3 reply left, gateway clock
   * @param t4 reply arrived, client clock
   */
  add(t1: number, t2: number, t3: number, t4: number): void {
    const sample = { offsetMs: (t2 - t1 + (t3 - t4)) / 2, rttMs: t4 - t1 - (t3 - t2) };
    if (!Number.isFinite(sample.offsetMs) || !(sample.rttMs >= 0)) {
      return;
    }
    this.samples.push(sample);
    if (this.samples.length > WINDOW) {
      this.samples.shift();
    }
  }

  /** Null until the first exchange is complete. */
  estimate(): ClockEstimate | null {
    const newest = this.samples.at(-1);
    if (newest === undefined) {
      return null;
    }
    const best = this.samples.reduce((a, b) => (b.rttMs < a.rttMs ? b : a));
    return { offsetMs: best.offsetMs, errorMs: best.rttMs / 2, rttMs: newest.rttMs };
  }
}
