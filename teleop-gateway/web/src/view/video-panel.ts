import type { CameraTrack } from "../protocol/messages";
import type { Camera } from "../protocol/robot-description";
import { element, setText } from "./dom";
import { milliseconds } from "./format";
import { FrameWatch } from "./frame-watch";
import { TactileOverlay } from "./tactile-overlay";

/** A picture that stands still for longer than this must not be trusted. */
const FROZEN_AFTER_MS = 1000;

/** One camera: its live picture without the time-code strip, the tactile overlay, its rate and its age. */
export class VideoPanel {
  readonly root: HTMLElement;
  readonly overlay: TactileOverlay | null;
  private readonly video = element("video", { class: "video" });
  private readonly facts = element("span", { class: "number" }, "no picture yet");
  private readonly warning = element("div", { class: "video-warning", role: "alert" });
  private readonly overlaySwitch = element("input", { type: "checkbox" });
  private watch: FrameWatch | null = null;

  /** @param camera the camera as the robot describes it, or undefined when it does not */
  constructor(
    private readonly track: CameraTrack,
    camera: Camera | undefined,
    private readonly gatewayOffsetMs: () => number | null,
  ) {
    this.video.muted = true;
    this.video.autoplay = true;
    this.video.playsInline = true;
    // The frame shows only the picture: the video is taller by the strip, and what sticks out is cut away.
    this.video.style.height = `${(100 * (track.height + track.stripRows)) / track.height}%`;
    const frame = element("div", { class: "video-frame" }, this.video);
    frame.style.aspectRatio = `${track.width} / ${track.height}`;
    const caption = element("figcaption", {}, element("span", { class: "video-name" }, track.name), this.facts);
    this.overlay = camera === undefined ? null : new TactileOverlay(camera);
    if (this.overlay !== null) {
      frame.append(this.overlay.canvas);
      this.overlaySwitch.checked = camera?.parentFrame === "tcp";
      caption.append(element("label", { class: "switch", title: "Show what the fingertips feel" }, this.overlaySwitch, "touch"));
    }
    frame.append(this.warning);
    this.root = element("figure", { class: "video-panel", testId: `video-${track.name}` }, caption, frame);
    this.root.style.setProperty("--aspect", String(track.width / track.height));
    this.warning.hidden = true;
  }

  showsOverlay(): boolean {
    return this.overlaySwitch.checked;
  }

  play(track: MediaStreamTrack): void {
    this.watch?.stop();
    this.video.srcObject = new MediaStream([track]);
    const { height, stripRows } = this.track;
    this.watch = new FrameWatch(this.video, stripRows / (height + stripRows), this.gatewayOffsetMs);
    this.video.play().catch((error: unknown) => console.warn("The browser did not start the video", error));
  }

  glassToGlassMs(): number | null {
    return this.watch?.glassToGlassMs() ?? null;
  }

  /** Renews the figures and the warning. @param connected whether the session is live */
  refresh(connected: boolean): void {
    const still = this.watch?.stillForMs() ?? null;
    const frozen = still === null || still > FROZEN_AFTER_MS;
    const tooOld = (this.glassToGlassMs() ?? 0) > FROZEN_AFTER_MS;
    this.root.classList.toggle("stale", !connected || frozen || tooOld);
    this.warning.hidden = connected && !frozen && !tooOld;
    setText(this.warning, this.warningText(connected, still));
    const fps = this.watch?.framesPerSecond() ?? 0;
    setText(this.facts, connected ? `${fps.toFixed(0)} fps · ${milliseconds(this.glassToGlassMs())}` : "–");
  }

  stop(): void {
    this.watch?.stop();
    this.video.srcObject = null;
  }

  private warningText(connected: boolean, stillMs: number | null): string {
    if (!connected) {
      return "NOT LIVE";
    }
    if (stillMs === null) {
      return "Waiting for the first picture";
    }
    return stillMs > FROZEN_AFTER_MS ? `FROZEN for ${(stillMs / 1000).toFixed(0)} s` : "LATE by more than a second";
  }
}
