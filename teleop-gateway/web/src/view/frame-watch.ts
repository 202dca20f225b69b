import { nowMs } from "../protocol/now";
import { readTimeCode, TIME_CODE_BLOCKS, timeCodeAgeMs } from "../protocol/time-code";
import { element, requireContext } from "./dom";

/** Reading pixels back is not free, so the time code is read this often and not at every frame. */
const READ_PERIOD_MS = 200;
/** Pictures come at 10 Hz or more; a longer pause is no pause between two pictures. */
const STILL_AFTER_MS = 500;
const PIXELS_PER_BLOCK = 4;
const STRIP_HEIGHT = 4;
const RATE_WINDOW_MS = 2000;

/** Watches the frames of one video as they are shown: their rate, and by the time code below the picture their age. */
export class FrameWatch {
  private readonly canvas = element("canvas", {
    width: String(TIME_CODE_BLOCKS * PIXELS_PER_BLOCK),
    height: String(STRIP_HEIGHT),
  });
  private readonly context = requireContext(this.canvas, { willReadFrequently: true });
  private readonly shownAt: number[] = [];
  private lastReadMs = 0;
  private ageMs: number | null = null;
  private stopped = false;

  /**
   * @param stripPart height of the strip as a part of the whole frame
   * @param gatewayOffsetMs gateway clock − our clock, or null while unknown
   */
  constructor(
    private readonly video: HTMLVideoElement,
    private readonly stripPart: number,
    private readonly gatewayOffsetMs: () => number | null,
  ) {
    this.next();
  }

  framesPerSecond(): number {
    const since = nowMs() - RATE_WINDOW_MS;
    return this.shownAt.filter((time) => time >= since).length / (RATE_WINDOW_MS / 1000);
  }

  /** Milliseconds since a new picture was shown; null before the first. */
  stillForMs(): number | null {
    const newest = this.shownAt.at(-1);
    return newest === undefined ? null : nowMs() - newest;
  }

  /**
   * From the capture of the newest picture that was measured to its appearance on this screen, or null. Grows while
   * no new picture comes.
   */
  glassToGlassMs(): number | null {
    const still = this.stillForMs() ?? 0;
    return this.ageMs !== null && still > STILL_AFTER_MS ? this.ageMs + still : this.ageMs;
  }

  stop(): void {
    this.stopped = true;
  }

  private next(): void {
    this.video.requestVideoFrameCallback((_, frame) => {
      if (!this.stopped) {
        this.shown(frame);
        this.next();
      }
    });
  }

  private shown(frame: VideoFrameCallbackMetadata): void {
    const now = nowMs();
    this.shownAt.push(now);
    while ((this.shownAt[0] ?? now) < now - RATE_WINDOW_MS) {
      this.shownAt.shift();
    }
    if (now - this.lastReadMs >= READ_PERIOD_MS) {
      this.lastReadMs = now;
      this.measure(performance.timeOrigin + frame.expectedDisplayTime);
    }
  }

  private measure(displayedAtMs: number): void {
    const ticks = readTimeCode(this.readStrip());
    const offset = this.gatewayOffsetMs();
    if (ticks === null || offset === null) {
      this.ageMs = null;
      return;
    }
    this.ageMs = timeCodeAgeMs(ticks, displayedAtMs + offset);
  }

  /** Brightness of each block of the strip. */
  private readStrip(): number[] {
    const { videoWidth, videoHeight } = this.video;
    const stripHeight = videoHeight * this.stripPart;
    const width = this.canvas.width;
    this.context.drawImage(
      this.video,
      0,
      videoHeight - stripHeight,
      videoWidth,
      stripHeight,
      0,
      0,
      width,
      STRIP_HEIGHT,
    );
    const pixels = this.context.getImageData(0, 0, width, STRIP_HEIGHT).data;
    return Array.from({ length: TIME_CODE_BLOCKS }, (_, block) => {
      let sum = 0;
      // The middle of each block: its edges are blurred by scaling and compression.
      for (const y of [1, 2]) {
        for (const x of [1, 2]) {
          sum += pixels[4 * (y * width + block * PIXELS_PER_BLOCK + x) + 1] ?? 0;
        }
      }
      return sum / 4;
    });
  }
}
