import { element } from "./dom";

/** The big red button. It acts when it is pressed down, not when it is let go. */
export function emergencyStopButton(onStop: () => void): HTMLButtonElement {
  const node = element(
    "button",
    { type: "button", class: "estop", testId: "estop", title: "Stop the robot now (Esc)" },
    element("span", { class: "estop-word" }, "STOP"),
    element("kbd", {}, "Esc"),
  );
  node.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    onStop();
  });
  // From the keyboard and from assistive technology a click comes without a pointer.
  node.addEventListener("click", (event) => {
    if (event.detail === 0) {
      onStop();
    }
    node.blur();
  });
  return node;
}
