import {
  ArrowHelper,
  AxesHelper,
  Box3,
  Box3Helper,
  Color,
  DirectionalLight,
  GridHelper,
  Group,
  HemisphereLight,
  LineBasicMaterial,
  Scene,
  Vector3,
} from "three";
import { KinematicTree } from "../../geometry/kinematic-tree";
import type { Observation } from "../../protocol/observation-packet";
import type { RobotDescription } from "../../protocol/robot-description";
import { place, shapeMesh } from "./shape-mesh";

const AXES_M = 0.07;
const FORCE_M_PER_N = 0.01;
/** A weaker force is noise and gets no arrow. */
const SMALLEST_FORCE_N = 0.5;

/** What the twin shows: arm, tracked objects, tool centre point with the force on it, and the target sent last. */
export class TwinScene {
  readonly scene = new Scene();
  private readonly tree: KinematicTree;
  private readonly links = new Map<string, Group>();
  private readonly objects: readonly Group[];
  private readonly tcp = new AxesHelper(AXES_M);
  private readonly target = ghostAxes();
  private readonly force = new ArrowHelper(new Vector3(0, 0, 1), new Vector3(), 0.1, "#ffb454");

  constructor(description: RobotDescription) {
    this.tree = new KinematicTree(description);
    this.scene.background = new Color("#0d1218");
    this.scene.add(new HemisphereLight("#dfeaff", "#2a2f38", 2.2), sun(), floor(), this.tcp, this.target, this.force);
    for (const link of description.links) {
      const group = new Group();
      group.add(...link.shapes.map(shapeMesh));
      this.links.set(link.name, group);
      this.scene.add(group);
    }
    this.objects = description.objects.map((tracked) => {
      const group = new Group();
      group.add(...tracked.shapes.map(shapeMesh));
      this.scene.add(group);
      return group;
    });
    if (description.workspace !== null) {
      const { minimum, maximum } = description.workspace;
      this.scene.add(new Box3Helper(new Box3(new Vector3(...minimum), new Vector3(...maximum)), "#2f4254"));
    }
  }

  show(observation: Observation): void {
    for (const [name, pose] of this.tree.poses(observation.joints)) {
      const group = this.links.get(name);
      if (group !== undefined) {
        place(group, pose);
      }
    }
    this.objects.forEach((group, i) => {
      const pose = observation.objects[i];
      if (pose !== undefined) {
        place(group, pose);
      }
    });
    place(this.tcp, observation.tcp);
    place(this.target, observation.target);
    this.showForce(observation);
  }

  private showForce(observation: Observation): void {
    const force = new Vector3(...observation.force);
    const newtons = force.length();
    this.force.visible = newtons > SMALLEST_FORCE_N;
    if (this.force.visible) {
      this.force.position.set(...observation.tcp.position);
      this.force.setDirection(force.normalize());
      this.force.setLength(newtons * FORCE_M_PER_N);
    }
  }
}

function ghostAxes(): AxesHelper {
  const axes = new AxesHelper(AXES_M * 1.5);
  const material = axes.material as LineBasicMaterial;
  material.transparent = true;
  material.opacity = 0.45;
  material.depthTest = false;
  return axes;
}

function sun(): DirectionalLight {
  const light = new DirectionalLight("#ffffff", 1.6);
  light.position.set(1, -1.5, 2.5);
  return light;
}

function floor(): GridHelper {
  const grid = new GridHelper(2, 20, "#2b3947", "#1a232d");
  grid.rotation.x = Math.PI / 2;
  return grid;
}
