import { BASE_FRAME, type ViewFrame } from "../input/view-frame";
import { button, element, setText } from "./dom";

const SPEED_KEY = "teleloop.speed";
const DEFAULT_SPEED_PERCENT = 50;

export interface InputFigures {
  readonly deadman: boolean;
  readonly clutch: boolean;
  /** The measured opening of the gripper, metres. */
  readonly gripperOpening: number | null;
  readonly gamepad: string | null;
}

/** How the operator drives: speed, from where directions count, and what the devices say right now. */
export class ControlPanel {
  readonly root: HTMLElement;
  private readonly speedInput = slider("1", "100", localStorage.getItem(SPEED_KEY) ?? String(DEFAULT_SPEED_PERCENT), "speed");
  private readonly speedValue = element("output", { class: "number" });
  private readonly frameSelect = element("select", { testId: "frame", title: "Directions of the controls as seen from" });
  private readonly deadman = element("span", { class: "lamp", testId: "deadman" }, "deadman");
  private readonly clutch = element("span", { class: "lamp" }, "clutch");
  private readonly gripper = element("span", { class: "number dim", testId: "gripper-opening" }, "–");
  private readonly pad = element("span", { class: "dim ellipsis" });
  private frames: readonly ViewFrame[] = [BASE_FRAME];

  constructor(onGripper: () => void) {
    this.speedInput.addEventListener("input", () => this.showSpeed());
    this.speedInput.addEventListener("change", () => this.speedInput.blur());
    this.frameSelect.addEventListener("change", () => this.frameSelect.blur());
    const gripperButton = button("Gripper", { testId: "gripper" }, onGripper);
    gripperButton.append(element("kbd", {}, "G"));
    this.root = element(
      "section",
      { class: "panel control-panel" },
      element("h2", {}, "Motion"),
      element("div", { class: "row" }, this.deadman, this.clutch, this.pad),
      element("label", { class: "row" }, "Speed", this.speedInput, this.speedValue),
      element("label", { class: "row" }, "Seen from", this.frameSelect),
      element("div", { class: "row" }, gripperButton, this.gripper),
    );
    this.showSpeed();
  }

  offerFrames(frames: readonly ViewFrame[]): void {
    this.frames = frames;
    this.frameSelect.replaceChildren(
      ...frames.map((frame, i) => element("option", { value: String(i) }, frame.name)),
    );
  }

  /** Part of the full speed, 0…1. */
  speed(): number {
    return Number(this.speedInput.value) / 100;
  }

  frame(): ViewFrame {
    return this.frames[this.frameSelect.selectedIndex] ?? BASE_FRAME;
  }

  show(figures: InputFigures): void {
    this.deadman.classList.toggle("on", figures.deadman);
    this.clutch.classList.toggle("on", figures.clutch);
    setText(this.gripper, figures.gripperOpening === null ? "–" : `${(figures.gripperOpening * 1000).toFixed(1)} mm open`);
    setText(this.pad, figures.gamepad === null ? "no gamepad" : figures.gamepad);
  }

  private showSpeed(): void {
    localStorage.setItem(SPEED_KEY, this.speedInput.value);
    setText(this.speedValue, `${this.speedInput.value} %`);
  }
}

export function slider(minimum: string, maximum: string, value: string, testId: string): HTMLInputElement {
  const input = element("input", { type: "range", min: minimum, max: maximum, testId });
  input.value = value;
  return input;
}
