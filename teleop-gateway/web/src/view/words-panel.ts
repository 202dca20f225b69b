import type { RobotState, UtteranceKind } from "../protocol/messages";
import { button, element, setText } from "./dom";

const LONGEST = "200";

/** Corrections that are said most, in the words that motions are labeled with. */
const MOTIONS: readonly string[] = [
  "move forward",
  "move backward",
  "move left",
  "move right",
  "move up",
  "move down",
  "rotate clockwise",
  "rotate counterclockwise",
  "tilt up",
  "tilt down",
  "open gripper",
  "close gripper",
  "stop",
];

/** What the operator says while an episode is recorded: chosen from a list, or typed. */
export class WordsPanel {
  readonly root: HTMLElement;
  private readonly text = element("input", {
    type: "text",
    list: "motions",
    maxlength: LONGEST,
    placeholder: "move left",
    testId: "words",
    "aria-label": "What you say",
  });
  private readonly buttons: readonly HTMLButtonElement[];
  private readonly last = element("span", { class: "dim ellipsis", testId: "said" });

  /** @param say false when it could not be sent */
  constructor(private readonly say: (kind: UtteranceKind, text: string) => boolean) {
    this.buttons = [
      button("Correct", { testId: "correct", title: "How the motion ought to go: Enter" }, () => this.send("correction")),
      button("Instruct", { testId: "instruct", title: "What is to be done from now on" }, () => this.send("instruction")),
    ];
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        this.send("correction");
      }
    });
    this.root = element(
      "section",
      { class: "panel words" },
      element("h2", {}, "Words"),
      this.text,
      element("datalist", { id: "motions" }, ...MOTIONS.map((value) => element("option", { value }))),
      element("div", { class: "buttons" }, ...this.buttons),
      this.last,
    );
  }

  show(state: RobotState | null): void {
    const usable = state?.lease?.mine === true && state.recording !== null;
    this.text.disabled = !usable;
    for (const one of this.buttons) {
      one.disabled = !usable;
    }
    if (state?.recording == null) {
      setText(this.last, "");
    }
  }

  private send(kind: UtteranceKind): void {
    const text = this.text.value.trim();
    if (text !== "" && this.say(kind, text)) {
      setText(this.last, `${kind}: ${text}`);
      this.text.value = "";
    }
    // So that keys drive again.
    this.text.blur();
  }
}
