import type { CameraTrack } from "../../replay/camera-track";
import { newestAt } from "../../replay/playback";
import { element, requireContext, setText } from "../dom";

/** One camera: the picture that belongs to the time. */
export class CameraView {
  readonly root: HTMLElement;
  private readonly canvas = element("canvas", { class: "replay-picture" });
  private readonly context = requireContext(this.canvas);
  private readonly note = element("span", { class: "dim" }, "loading…");
  private track: CameraTrack | null = null;
  private shown = -1;
  private decoding = false;

  constructor(readonly camera: string) {
    this.root = element(
      "figure",
      { class: "replay-camera", testId: `camera-${camera}` },
      this.canvas,
      element("figcaption", {}, camera, this.note),
    );
  }

  load(track: CameraTrack): void {
    this.track = track;
    setText(this.note, track.pictures.length === 0 ? "no picture" : "");
  }

  fail(message: string): void {
    setText(this.note, message);
  }

  /** @param seconds from the first step */
  draw(seconds: number): void {
    const track = this.track;
    if (track === null || this.decoding || track.pictures.length === 0) {
      return;
    }
    const index = newestAt(track.seconds, seconds);
    const picture = track.pictures[index];
    if (index !== this.shown && picture !== undefined) {
      this.decoding = true;
      // Pictures that come while one is decoded are left out: what is shown is late by one picture at most.
      createImageBitmap(picture)
        .then((bitmap) => this.paint(bitmap, index))
        .catch(() => setText(this.note, "a picture cannot be decoded"))
        .finally(() => (this.decoding = false));
    }
  }

  private paint(bitmap: ImageBitmap, index: number): void {
    if (this.canvas.width !== bitmap.width || this.canvas.height !== bitmap.height) {
      this.canvas.width = bitmap.width;
      this.canvas.height = bitmap.height;
    }
    this.context.drawImage(bitmap, 0, 0);
    bitmap.close();
    this.shown = index;
    this.canvas.dataset["picture"] = String(index);
  }
}
