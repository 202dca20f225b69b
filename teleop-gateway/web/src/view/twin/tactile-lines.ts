import { BufferAttribute, BufferGeometry, Color, LineBasicMaterial, LineSegments, SRGBColorSpace } from "three";
import type { TactileArrow } from "../../geometry/tactile-arrows";
import { colourOf } from "../colour-scale";

/** The fingertips' displacements as lines in the twin. */
export class TactileLines {
  readonly lines = new LineSegments(
    new BufferGeometry(),
    new LineBasicMaterial({ vertexColors: true, depthTest: false }),
  );
  private positions = new BufferAttribute(new Float32Array(0), 3);
  private colours = new BufferAttribute(new Float32Array(0), 3);
  private readonly colour = new Color();

  constructor() {
    this.lines.frustumCulled = false;
  }

  /** @param full the displacement with the strongest colour, metres */
  show(arrows: readonly TactileArrow[], full: number): void {
    this.reserve(2 * arrows.length);
    arrows.forEach((arrow, i) => {
      const [red, green, blue] = colourOf(arrow.magnitude / full);
      this.colour.setRGB(red / 255, green / 255, blue / 255, SRGBColorSpace);
      this.positions.setXYZ(2 * i, ...arrow.start);
      this.positions.setXYZ(2 * i + 1, ...arrow.end);
      for (const end of [0, 1]) {
        this.colours.setXYZ(2 * i + end, this.colour.r, this.colour.g, this.colour.b);
      }
    });
    this.positions.needsUpdate = true;
    this.colours.needsUpdate = true;
  }

  private reserve(vertices: number): void {
    if (this.positions.count !== vertices) {
      this.positions = new BufferAttribute(new Float32Array(3 * vertices), 3);
      this.colours = new BufferAttribute(new Float32Array(3 * vertices), 3);
      this.lines.geometry.dispose();
      this.lines.geometry = new BufferGeometry();
      this.lines.geometry.setAttribute("position", this.positions);
      this.lines.geometry.setAttribute("color", this.colours);
    }
  }
}
