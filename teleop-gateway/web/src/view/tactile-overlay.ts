import { compose, type Pose } from "../geometry/pose";
import { PinholeCamera } from "../geometry/pinhole-camera";
import type { TactileArrow } from "../geometry/tactile-arrows";
import type { Camera } from "../protocol/robot-description";
import { cssColourOf } from "./colour-scale";
import { element, fitCanvas, requireContext } from "./dom";

const HEAD_PX = 5;

/** Draws what the fingertips feel onto a camera's picture, at the place where they feel it. */
export class TactileOverlay {
  readonly canvas = element("canvas", { class: "overlay" });
  private readonly context = requireContext(this.canvas);
  private readonly pinhole: PinholeCamera;

  constructor(private readonly camera: Camera) {
    this.pinhole = new PinholeCamera(camera.width, camera.height, camera.verticalFovDeg);
  }

  /**
   * @param tcp pose of the tool centre point, base frame
   * @param arrows of all fingertips, base frame
   * @param full the displacement with the strongest colour, metres
   */
  draw(tcp: Pose, arrows: readonly TactileArrow[], full: number): void {
    const { width, height } = fitCanvas(this.canvas, this.context);
    const sx = width / this.camera.width;
    const sy = height / this.camera.height;
    const camera = this.camera.parentFrame === "tcp" ? compose(tcp, this.camera.pose) : this.camera.pose;
    for (const arrow of arrows) {
      const start = this.pinhole.project(camera, arrow.start);
      const end = this.pinhole.project(camera, arrow.end);
      if (start !== null && end !== null) {
        this.arrow(start[0] * sx, start[1] * sy, end[0] * sx, end[1] * sy, cssColourOf(arrow.magnitude / full));
      }
    }
  }

  clear(): void {
    fitCanvas(this.canvas, this.context);
  }

  private arrow(x0: number, y0: number, x1: number, y1: number, colour: string): void {
    const { context } = this;
    context.strokeStyle = context.fillStyle = colour;
    context.lineWidth = 1.5;
    context.beginPath();
    context.arc(x0, y0, 1.5, 0, 2 * Math.PI);
    context.fill();
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (length < 1) {
      return;
    }
    context.beginPath();
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
    const head = Math.min(HEAD_PX, length / 2);
    const angle = Math.atan2(y1 - y0, x1 - x0);
    for (const side of [2.6, -2.6]) {
      context.moveTo(x1, y1);
      context.lineTo(x1 + head * Math.cos(angle + side), y1 + head * Math.sin(angle + side));
    }
    context.stroke();
  }
}
