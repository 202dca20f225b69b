import type { RobotState } from "../protocol/messages";
import { button, element, setText } from "./dom";

export interface LeaseActions {
  readonly take: () => void;
  readonly release: () => void;
}

/** Who may drive, for how long, and the button that takes or gives back control. */
export class LeasePanel {
  readonly root: HTMLElement;
  private readonly holder = element("span", { class: "lease-holder", testId: "lease-holder" }, "–");
  private readonly remaining = element("span", { class: "number dim", testId: "lease-remaining" });
  private readonly toggle: HTMLButtonElement;
  private mine = false;
  private expiresAtMs = 0;

  constructor(actions: LeaseActions) {
    this.toggle = button("Take control", { class: "primary", testId: "lease" }, () =>
      this.mine ? actions.release() : actions.take(),
    );
    this.root = element(
      "section",
      { class: "panel lease" },
      element("h2", {}, "Control"),
      element("div", { class: "row" }, this.holder, this.remaining),
      this.toggle,
    );
  }

  show(state: RobotState | null, nowMs: number): void {
    const lease = state?.lease ?? null;
    this.mine = lease?.mine ?? false;
    this.expiresAtMs = lease === null ? 0 : nowMs + lease.expiresInMs;
    setText(this.holder, lease === null ? "nobody drives" : this.mine ? `you (${lease.operator})` : lease.operator);
    this.root.dataset.mine = String(this.mine);
    setText(this.toggle, this.mine ? "Release control" : "Take control");
    this.toggle.classList.toggle("primary", !this.mine);
    this.toggle.disabled = state === null || (lease !== null && !this.mine) || !(state.robotConnected || this.mine);
    this.refresh(nowMs);
  }

  refresh(nowMs: number): void {
    const seconds = Math.max(0, this.expiresAtMs - nowMs) / 1000;
    setText(this.remaining, this.expiresAtMs === 0 ? "" : `${seconds.toFixed(1)} s left`);
  }
}
