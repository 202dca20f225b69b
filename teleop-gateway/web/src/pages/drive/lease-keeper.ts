import type { ControlMessage, RobotState } from "../../protocol/messages";

const RENEW_MS = 1000;
/** A hidden tab keeps the robot for this long at most: somebody else may want to drive. */
const HIDDEN_LIMIT_MS = 30_000;

/** Renews our lease while we hold it and the page is in use. */
export class LeaseKeeper {
  private timer: number | undefined;
  private hiddenSince: number | null = null;

  constructor(private readonly send: (message: ControlMessage) => void) {}

  show(state: RobotState | null): void {
    const mine = state?.lease?.mine === true;
    if (!mine) {
      clearInterval(this.timer);
      this.timer = undefined;
    } else if (this.timer === undefined) {
      this.renew();
      this.timer = window.setInterval(() => this.renew(), RENEW_MS);
    }
  }

  private renew(): void {
    this.hiddenSince = document.hidden ? (this.hiddenSince ?? performance.now()) : null;
    if (this.hiddenSince === null || performance.now() - this.hiddenSince < HIDDEN_LIMIT_MS) {
      this.send({ type: "lease.renew" });
    }
  }
}
