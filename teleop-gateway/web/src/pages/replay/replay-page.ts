import type { CatalogueApi, EpisodeDetail, HeldLabel, NewLabel, StepTable } from "../../connection/catalogue-api";
import { GatewayError } from "../../connection/gateway-api";
import { readCameraTrack } from "../../replay/camera-track";
import { newestAt, Playback, SPEEDS } from "../../replay/playback";
import { button, element, setText } from "../../view/dom";
import { sentence } from "../../view/format";
import { CameraView } from "../../view/replay/camera-view";
import { CurveStrip } from "../../view/replay/curve-strip";
import { Scrubber } from "../../view/replay/scrubber";
import { siteHeader } from "../../view/site-header";
import { LABEL_KEYS, labelOf, typing } from "../episodes/label-keys";
import type { Navigation, Page } from "../page";
import { Touch } from "./touch";

const STEP_S = 1 / 20;
const JUMP_S = 1;

/** One episode, played back: all that was sensed and done, together on one time. */
export class ReplayPage implements Page {
  readonly root: HTMLElement;
  private readonly note = element("p", { class: "hint", role: "status", testId: "replay-note" }, "Asking the catalogue…");
  private readonly title = element("p", { class: "facts number", testId: "facts" });
  private readonly labels = element("ul", { class: "held-labels", testId: "held-labels" });
  private readonly stage = element("div", { class: "stage" });
  private readonly clock = element("span", { class: "number", testId: "clock" });
  private readonly play: HTMLButtonElement;
  private readonly speeds: readonly HTMLButtonElement[];
  private readonly keys = (event: KeyboardEvent): void => this.pressed(event);
  private readonly stop = new AbortController();
  private playback = new Playback(0);
  private draw: (seconds: number) => void = () => undefined;
  private frame = 0;
  private lastMs = 0;

  constructor(
    private readonly catalogue: CatalogueApi,
    private readonly episode: string,
    private readonly navigation: Navigation,
  ) {
    this.play = button("Play", { class: "primary", testId: "play" }, () => this.playback.toggle());
    this.play.append(element("kbd", {}, "Space"));
    this.speeds = SPEEDS.map((speed) => button(`${speed}x`, { testId: `speed-${speed}` }, () => this.playback.setSpeed(speed)));
    this.root = element(
      "main",
      { class: "page wide replay" },
      siteHeader("episodes", navigation),
      this.title,
      this.stage,
      element(
        "div",
        { class: "row transport" },
        this.play,
        ...this.speeds,
        this.clock,
        ...LABEL_KEYS.map(({ key, title, label }) => {
          const say = button(title, { testId: `label-${label.value}` }, () => void this.guarded(() => this.say(label)));
          say.append(element("kbd", {}, key.toUpperCase()));
          return say;
        }),
      ),
      this.labels,
      this.note,
    );
    document.addEventListener("keydown", this.keys);
    void this.guarded(() => this.load());
    this.frame = requestAnimationFrame((now) => this.turn(now));
  }

  dispose(): void {
    this.stop.abort();
    cancelAnimationFrame(this.frame);
    document.removeEventListener("keydown", this.keys);
  }

  private async load(): Promise<void> {
    const [detail, steps] = await Promise.all([
      this.catalogue.episode(this.episode),
      this.catalogue.steps(this.episode, this.stop.signal),
    ]);
    this.playback = new Playback(steps.seconds.at(-1) ?? 0);
    this.showDetail(detail);
    this.build(steps, detail.labels);
    setText(this.note, "");
  }

  private build(steps: StepTable, labels: readonly HeldLabel[]): void {
    const cameras = steps.cameras.map((camera) => new CameraView(camera));
    const touch = new Touch(steps);
    const strips = [
      new CurveStrip("Force, N", ["x", "y", "z"], steps.seconds, steps.readings["wrench"] ?? []),
      new CurveStrip("Actions: sent, and dashed what a policy wanted", steps.actions, steps.seconds, steps.executed, steps.wanted),
    ];
    const scrubber = new Scrubber(this.playback.length, steps, labels, (seconds) => this.playback.seek(seconds));
    this.stage.replaceChildren(
      element("div", { class: "replay-cameras" }, ...cameras.map((camera) => camera.root), touch.root),
      ...strips.map((strip) => strip.root),
      scrubber.root,
    );
    this.draw = (seconds) => {
      cameras.forEach((camera) => camera.draw(seconds));
      touch.draw(newestAt(steps.seconds, seconds));
      strips.forEach((strip) => strip.draw(this.playback.length, seconds));
      scrubber.show(seconds);
    };
    cameras.forEach((camera) => void this.loadCamera(camera, steps.startNs));
  }

  private async loadCamera(view: CameraView, startNs: number): Promise<void> {
    try {
      view.load(readCameraTrack(await this.catalogue.camera(this.episode, view.camera, this.stop.signal), startNs));
    } catch (error) {
      if (!this.stop.signal.aborted) {
        view.fail(error instanceof Error ? error.message : String(error));
      }
    }
  }

  private showDetail(detail: EpisodeDetail): void {
    const { episode, labels } = detail;
    setText(
      this.title,
      [
        episode.task,
        `${episode.robot} by ${episode.operator}`,
        ...(episode.generated ? [`generated by ${episode.augmenter ?? "?"}`] : []),
        episode.outcome,
        `${episode.steps} steps`,
        episode.id,
      ].join("  ·  "),
    );
    this.labels.replaceChildren(
      ...labels
        .filter((label) => label.startNs === undefined)
        .map((label) =>
          element(
            "li",
            { testId: `held-${label.name}` },
            element("b", {}, label.name),
            ` ${label.value}${label.score === undefined ? "" : ` ${label.score.toFixed(2)}`} `,
            element("span", { class: "dim" }, `${label.labeler}@${label.labelerVersion}`),
          ),
        ),
    );
  }

  private async say(label: NewLabel): Promise<void> {
    const outcome = await this.catalogue.label([this.episode], [label]);
    const problem = outcome.failed[this.episode];
    if (problem !== undefined) {
      throw new Error(problem);
    }
    this.showDetail(await this.catalogue.episode(this.episode));
  }

  private turn(nowMs: number): void {
    this.playback.advance(this.lastMs === 0 ? 0 : (nowMs - this.lastMs) / 1000);
    this.lastMs = nowMs;
    this.draw(this.playback.at());
    setText(this.clock, `${this.playback.at().toFixed(2)} / ${this.playback.length.toFixed(2)} s`);
    this.play.setAttribute("aria-pressed", String(this.playback.isPlaying()));
    this.speeds.forEach((speed, i) => speed.setAttribute("aria-pressed", String(SPEEDS[i] === this.playback.speedNow())));
    this.frame = requestAnimationFrame((next) => this.turn(next));
  }

  private pressed(event: KeyboardEvent): void {
    const label = labelOf(event);
    const jump = { ArrowRight: JUMP_S, ArrowLeft: -JUMP_S, ".": STEP_S, ",": -STEP_S }[event.key];
    const speed = SPEEDS.find((each) => String(each) === event.key);
    if (label !== null) {
      void this.guarded(() => this.say(label));
    } else if (typing(event)) {
      return;
    } else if (event.key === " ") {
      event.preventDefault();
      this.playback.toggle();
    } else if (jump !== undefined) {
      event.preventDefault();
      this.playback.seek(this.playback.at() + jump);
    } else if (speed !== undefined) {
      this.playback.setSpeed(speed);
    } else if (event.key === "Escape") {
      this.navigation.episodes();
    }
  }

  private async guarded(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      if (this.stop.signal.aborted) {
        return;
      }
      if (error instanceof GatewayError && error.code === "unauthorized") {
        this.navigation.signIn(`${sentence(error.message)} ${sentence(error.action)}`);
        return;
      }
      const action = error instanceof GatewayError ? error.action : "";
      setText(this.note, `${sentence(error instanceof Error ? error.message : String(error))} ${sentence(action)}`);
    }
  }
}
