import type { Welcome } from "../../connection/session";
import { KinematicTree } from "../../geometry/kinematic-tree";
import { type TactileArrow, tactileArrows } from "../../geometry/tactile-arrows";
import { IDENTITY } from "../../geometry/pose";
import type { Observation } from "../../protocol/observation-packet";
import type { TactileField } from "../../protocol/tactile-packet";
import { element, setText } from "../../view/dom";
import { millimetres } from "../../view/format";
import { TactileScale } from "../../view/tactile-scale";
import { TouchPanel } from "../../view/touch-panel";
import { TwinView } from "../../view/twin/twin-view";
import { VectorPlot } from "../../view/vector-plot";
import { VideoPanel } from "../../view/video-panel";

/** All that the operator sees of the robot: video, touch, twin and forces, drawn once for each frame of the screen. */
export class Senses {
  readonly root: HTMLElement;
  private readonly videos: ReadonlyMap<string, VideoPanel>;
  private readonly scale = new TactileScale();
  private readonly touch: TouchPanel;
  private readonly twin: TwinView;
  private readonly force = new VectorPlot("Force, N", ["x", "y", "z"], 5);
  private readonly torque = new VectorPlot("Torque, N m", ["x", "y", "z"], 0.5);
  private readonly position = element("span", { class: "number dim", testId: "tcp", title: "Tool centre point, base frame" });
  private readonly tree: KinematicTree;
  private readonly fields = new Map<number, TactileField>();
  private observation: Observation | null = null;
  private changed = false;
  private frame = 0;

  constructor(
    private readonly welcome: Welcome,
    gatewayOffsetMs: () => number | null,
  ) {
    const { robot, cameras } = welcome;
    this.tree = new KinematicTree(robot);
    this.videos = new Map(
      cameras.map((track) => [
        track.name,
        new VideoPanel(track, robot.cameras.find((camera) => camera.name === track.name), gatewayOffsetMs),
      ]),
    );
    this.touch = new TouchPanel(robot.tactilePads, this.scale);
    this.twin = new TwinView(robot);
    this.root = element(
      "div",
      { class: "senses" },
      element("div", { class: "videos" }, ...[...this.videos.values()].map((video) => video.root)),
      element(
        "div",
        { class: "readings" },
        element(
          "section",
          { class: "panel twin-panel" },
          element("div", { class: "panel-head" }, element("h2", {}, "Twin"), this.position),
          this.twin.root,
        ),
        this.touch.root,
        element("section", { class: "panel plots" }, this.force.root, this.torque.root),
      ),
    );
    this.frame = requestAnimationFrame(this.draw);
  }

  play(camera: string, track: MediaStreamTrack): void {
    this.videos.get(camera)?.play(track);
  }

  observe(observation: Observation): void {
    // The channel is unordered: an observation may arrive after a newer one.
    if (this.observation !== null && observation.capturedAtMs < this.observation.capturedAtMs) {
      return;
    }
    this.observation = observation;
    this.changed = true;
    this.force.add(observation.capturedAtMs, observation.force);
    this.torque.add(observation.capturedAtMs, observation.torque);
  }

  feel(field: TactileField): void {
    const known = this.fields.get(field.pad);
    if (known === undefined || field.capturedAtMs >= known.capturedAtMs) {
      this.fields.set(field.pad, field);
      this.scale.follow(field);
      this.changed = true;
    }
  }

  /** Renews figures and warnings. Returns the worst glass-to-glass latency of the cameras, or null when unknown. */
  refresh(live: boolean): number | null {
    let worst: number | null = null;
    this.root.classList.toggle("stale", !live);
    for (const video of this.videos.values()) {
      video.refresh(live);
      const age = live ? video.glassToGlassMs() : null;
      if (age !== null) {
        worst = Math.max(worst ?? age, age);
      }
    }
    return worst;
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    for (const video of this.videos.values()) {
      video.stop();
    }
    this.twin.dispose();
    this.force.dispose();
    this.torque.dispose();
  }

  private readonly draw = (timeMs: number): void => {
    this.frame = requestAnimationFrame(this.draw);
    if (this.changed && this.observation !== null) {
      this.changed = false;
      this.show(this.observation);
    }
    this.twin.draw(timeMs);
    this.force.draw(timeMs);
    this.torque.draw(timeMs);
  };

  private show(observation: Observation): void {
    const arrows = this.arrows(observation);
    const full = this.scale.full();
    setText(this.position, millimetres(observation.tcp.position));
    this.twin.show(observation, arrows, full);
    this.touch.draw(this.fields);
    for (const video of this.videos.values()) {
      if (video.showsOverlay()) {
        video.overlay?.draw(observation.tcp, arrows, full);
      } else {
        video.overlay?.clear();
      }
    }
  }

  private arrows(observation: Observation): TactileArrow[] {
    const poses = this.tree.poses(observation.joints);
    return [...this.fields.values()].flatMap((field) => {
      const pad = this.welcome.robot.tactilePads[field.pad];
      return pad === undefined
        ? []
        : tactileArrows(pad, field, poses.get(pad.link) ?? IDENTITY, this.touch.exaggeration());
    });
  }
}
