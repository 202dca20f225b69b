import type { EpisodeOutcome, RobotState } from "../protocol/messages";
import { button, element, setText } from "./dom";
import { duration } from "./format";

export interface RecordingActions {
  readonly record: () => void;
  readonly close: (outcome: EpisodeOutcome) => void;
  readonly reset: () => void;
}

/** Begins a demonstration and ends it with what came of it. */
export class RecordingPanel {
  readonly root: HTMLElement;
  private readonly status = element("span", { class: "recording-status number", testId: "recording" }, "not recording");
  private readonly progress = element("progress", { max: "1", value: "0", title: "Progress of the task as the robot sees it" });
  private readonly taskDone = element("span", { class: "task-done", testId: "task-success" }, "task done");
  private readonly record: HTMLButtonElement;
  private readonly outcomes: readonly HTMLButtonElement[];
  private readonly reset: HTMLButtonElement;

  constructor(actions: RecordingActions) {
    const outcome = (label: string, key: string, value: EpisodeOutcome): HTMLButtonElement =>
      withKey(button(label, { class: `outcome ${value}`, testId: value }, () => actions.close(value)), key);
    this.record = withKey(button("● Record", { class: "record", testId: "record" }, actions.record), "R");
    this.outcomes = [outcome("Success", "Enter", "success"), outcome("Failure", "F", "failure"), outcome("Discard", "X", "discard")];
    this.reset = button("Reset", { testId: "reset", title: "Put the scene back to a new start" }, actions.reset);
    this.taskDone.hidden = true;
    this.root = element(
      "section",
      { class: "panel recording" },
      element("h2", {}, "Demonstration"),
      element("div", { class: "row" }, this.status, this.taskDone, this.progress),
      element("div", { class: "buttons" }, this.record, ...this.outcomes, this.reset),
    );
  }

  /** @param gatewayNowMs now on the gateway's clock, or null while unknown */
  show(state: RobotState | null, resettable: boolean, gatewayNowMs: number | null): void {
    const mine = state?.lease?.mine === true;
    const recording = state?.recording ?? null;
    this.root.dataset.recording = String(recording !== null);
    this.record.disabled = !mine || recording !== null || state?.stream === "away";
    for (const outcome of this.outcomes) {
      outcome.disabled = !mine || recording === null;
    }
    this.reset.hidden = !resettable;
    this.reset.disabled = !mine || recording !== null || state?.control === "stopped";
    setText(
      this.status,
      recording === null
        ? "not recording"
        : `● REC ${duration((gatewayNowMs ?? recording.sinceMs) - recording.sinceMs)} · ${recording.steps} steps`,
    );
  }

  showTask(progress: number, success: boolean): void {
    this.progress.value = progress;
    this.taskDone.hidden = !success;
  }
}

function withKey(node: HTMLButtonElement, key: string): HTMLButtonElement {
  node.append(element("kbd", {}, key));
  return node;
}
