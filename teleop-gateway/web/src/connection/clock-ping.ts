import { nowMs } from "../protocol/now";

const FAST_PINGS = 12;
const FAST_MS = 120;
const SLOW_MS = 1000;

/** Asks for the gateway's time: often at first so that the offset settles quickly, then once a second with a report. */
export class ClockPing {
  private timer: number | undefined;
  private sent = 0;

  constructor(
    private readonly ping: (t1: number) => void,
    private readonly report: () => void,
  ) {}

  start(): void {
    this.ping(nowMs());
    this.sent++;
    const settling = this.sent < FAST_PINGS;
    if (!settling) {
      this.report();
    }
    this.timer = window.setTimeout(() => this.start(), settling ? FAST_MS : SLOW_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
