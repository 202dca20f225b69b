import { PerspectiveCamera, WebGLRenderer } from "three";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";
import type { TactileArrow } from "../../geometry/tactile-arrows";
import type { Observation } from "../../protocol/observation-packet";
import type { RobotDescription } from "../../protocol/robot-description";
import { element } from "../dom";
import { TactileLines } from "./tactile-lines";
import { TwinScene } from "./twin-scene";

/** The twin must not take the processor from the video; least of all where it is drawn without a graphics card. */
const FRAME_MS = 1000 / 15;
const SOFTWARE_FRAME_MS = 1000 / 3;

/** The 3-D twin of the robot: drag to orbit, wheel to zoom. Without WebGL it says so and the rest of the page works. */
export class TwinView {
  readonly root = element("div", { class: "twin", testId: "twin" });
  private readonly twin: TwinScene;
  private readonly touch = new TactileLines();
  private readonly camera = new PerspectiveCamera(42, 1, 0.02, 20);
  private renderer: WebGLRenderer | null = null;
  private controls: OrbitControls | null = null;
  private readonly resize = new ResizeObserver(() => this.fit());
  private readonly frameMs: number;
  private dirty = true;
  private lastDrawMs = 0;

  constructor(description: RobotDescription) {
    this.twin = new TwinScene(description);
    this.twin.scene.add(this.touch.lines);
    this.camera.up.set(0, 0, 1);
    this.camera.position.set(1.25, -0.95, 0.95);
    const accelerated = drawsWithGraphicsCard();
    this.frameMs = accelerated ? FRAME_MS : SOFTWARE_FRAME_MS;
    const canvas = element("canvas");
    const context = canvas.getContext("webgl2", { antialias: accelerated, powerPreference: "low-power" });
    if (context === null) {
      this.root.append(element("p", { class: "hint" }, "The 3-D twin needs WebGL, which this browser does not offer."));
      return;
    }
    this.renderer = new WebGLRenderer({ canvas, context });
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
    this.root.append(canvas);
    this.controls = new OrbitControls(this.camera, canvas);
    this.controls.target.set(0.4, 0, 0.25);
    this.controls.addEventListener("change", () => (this.dirty = true));
    this.controls.update();
    this.resize.observe(this.root);
  }

  show(observation: Observation, touch: readonly TactileArrow[], fullM: number): void {
    this.twin.show(observation);
    this.touch.show(touch, fullM);
    this.dirty = true;
  }

  draw(nowMs: number): void {
    if (this.renderer !== null && this.dirty && nowMs - this.lastDrawMs >= this.frameMs) {
      this.dirty = false;
      this.lastDrawMs = nowMs;
      this.renderer.render(this.twin.scene, this.camera);
    }
  }

  dispose(): void {
    this.resize.disconnect();
    this.controls?.dispose();
    this.renderer?.dispose();
  }

  private fit(): void {
    const { clientWidth, clientHeight } = this.root;
    if (clientWidth > 0 && clientHeight > 0) {
      this.camera.aspect = clientWidth / clientHeight;
      this.camera.updateProjectionMatrix();
      this.renderer?.setSize(clientWidth, clientHeight);
      this.dirty = true;
    }
  }
}

function drawsWithGraphicsCard(): boolean {
  const context = document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true });
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}
