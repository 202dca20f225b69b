import { HoldButton } from "../input/hold-button";
import { ThumbPad } from "../input/thumb-pad";
import { TouchInput } from "../input/touch";
import { button, element } from "./dom";

/** Two pads for the thumbs, a deadman and a clutch to hold, and the gripper. */
export class TouchControls {
  readonly root: HTMLElement;
  readonly input: TouchInput;

  constructor(onGripper: () => void) {
    const deadman = element("button", { type: "button", class: "hold deadman", testId: "touch-deadman" }, "HOLD to drive");
    const clutch = element("button", { type: "button", class: "hold", testId: "touch-clutch" }, "clutch");
    const left = pad("touch-left", "move", ["forward", "back"]);
    const right = pad("touch-right", "up · turn", ["up", "down"]);
    this.input = new TouchInput(left.pad, right.pad, new HoldButton(deadman), new HoldButton(clutch));
    this.root = element(
      "section",
      { class: "touch-controls", "aria-label": "On-screen control" },
      left.surface,
      element("div", { class: "touch-middle" }, deadman, clutch, button("gripper", { class: "hold" }, onGripper)),
      right.surface,
    );
  }
}

function pad(testId: string, label: string, ends: readonly [string, string]): { surface: HTMLElement; pad: ThumbPad } {
  const knob = element("div", { class: "knob" });
  const surface = element(
    "div",
    { class: "thumb-pad", testId },
    element("span", { class: "pad-end" }, ends[0]),
    knob,
    element("span", { class: "pad-label" }, label),
    element("span", { class: "pad-end" }, ends[1]),
  );
  return { surface, pad: new ThumbPad(surface, knob) };
}
