import { encodeCommand } from "../protocol/command-packet";

export interface Command {
  readonly deadman: boolean;
  readonly action: ArrayLike<number>;
}

/** Between commands while the operator does not drive. */
const IDLE_PERIOD_MS = 200;

/**
 * Sends commands under the operator's lease: at every tick while the deadman is pressed, at 5 Hz while it is not, and
 * at once when it changes. Sends nothing without a lease.
 */
export class CommandSender {
  private epoch: number | null = null;
  private sequence = 0;
  private lastDeadman = false;
  private lastSentMs = -Infinity;

  constructor(
    private readonly send: (packet: ArrayBuffer) => boolean,
    private readonly nowMs: () => number,
  ) {}

  /** @param epoch of our lease, or null when we hold none */
  lease(epoch: number | null): void {
    if (epoch !== this.epoch) {
      this.epoch = epoch;
      this.sequence = 0;
    }
  }

  tick(command: Command): void {
    const now = this.nowMs();
    const changed = command.deadman !== this.lastDeadman;
    if (this.epoch === null || !(command.deadman || changed || now - this.lastSentMs >= IDLE_PERIOD_MS)) {
      return;
    }
    const packet = encodeCommand({ ...command, epoch: this.epoch, sequence: this.sequence, sentAtMs: now });
    if (this.send(packet)) {
      this.sequence++;
      this.lastDeadman = command.deadman;
      this.lastSentMs = now;
    }
  }
}
