import { element } from "./dom";

const KEYS: readonly (readonly [keys: readonly string[], meaning: string])[] = [
  [["Space"], "hold to drive"],
  [["W", "S"], "forward, back"],
  [["A", "D"], "left, right"],
  [["E", "Q"], "up, down"],
  [["I", "K"], "pitch"],
  [["J", "L"], "yaw"],
  [["U", "O"], "roll"],
  [["C"], "clutch"],
  [["G"], "gripper"],
  [["R"], "record"],
  [["Enter"], "success"],
  [["F"], "failure"],
  [["X"], "discard"],
  [["P"], "policy on, off"],
  [["Esc"], "stop"],
];

const GAMEPAD =
  "Gamepad: RB hold to drive · left stick move · right stick up and yaw · D-pad pitch and roll · LB clutch · A gripper · X record · Y success · B failure · Menu discard · View stop";

export function keyHelp(): HTMLElement {
  return element(
    "section",
    { class: "panel key-help" },
    element("h2", {}, "Keys"),
    element(
      "dl",
      {},
      ...KEYS.map(([keys, meaning]) =>
        element("div", {}, element("dt", {}, ...keys.map((key) => element("kbd", {}, key))), element("dd", {}, meaning)),
      ),
    ),
    element("p", { class: "hint" }, GAMEPAD),
  );
}
