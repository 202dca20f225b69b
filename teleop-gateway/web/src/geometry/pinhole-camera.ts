import { inverseTransform, type Pose, type Vec3 } from "./pose";

/** An ideal pinhole with square pixels and a centred axis: x right, y down, z into the picture. */
export class PinholeCamera {
  private readonly focalLength: number;

  /**
   * @param width picture width, pixels
   * @param height picture height, pixels
   * @param verticalFovDeg vertical field of view, degrees
   */
  constructor(
    readonly width: number,
    readonly height: number,
    verticalFovDeg: number,
  ) {
    this.focalLength = height / 2 / Math.tan((verticalFovDeg * Math.PI) / 360);
  }

  /**
   * Pixel of a point, or null when the point is not in front of the camera. The pixel may lie outside the picture.
   *
   * @param camera pose of the camera, same frame as `point`
   */
  project(camera: Pose, point: Vec3): readonly [number, number] | null {
    const [x, y, z] = inverseTransform(camera, point);
    if (z <= 1e-4) {
      return null;
    }
    return [this.width / 2 + (this.focalLength * x) / z, this.height / 2 + (this.focalLength * y) / z];
  }
}
