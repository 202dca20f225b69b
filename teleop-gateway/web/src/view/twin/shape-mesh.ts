import {
  BoxGeometry,
  type BufferGeometry,
  CapsuleGeometry,
  Color,
  CylinderGeometry,
  Mesh,
  MeshStandardMaterial,
  type Object3D,
  SphereGeometry,
  SRGBColorSpace,
} from "three";
import type { Pose } from "../../geometry/pose";
import type { Shape } from "../../protocol/robot-description";

/** A mesh for one shape of a robot's description. */
export function shapeMesh(shape: Shape): Mesh {
  const alpha = shape.rgba & 0xff;
  const mesh = new Mesh(
    geometryOf(shape),
    new MeshStandardMaterial({
      color: new Color().setHex(shape.rgba >>> 8, SRGBColorSpace),
      roughness: 0.65,
      metalness: 0.1,
      // A shape without any colour would be invisible; draw it rather than hide a part of the robot.
      opacity: alpha === 0 ? 1 : alpha / 255,
      transparent: alpha > 0 && alpha < 255,
    }),
  );
  place(mesh, shape.origin);
  return mesh;
}

export function place(object: Object3D, pose: Pose): void {
  object.position.set(...pose.position);
  object.quaternion.set(...pose.rotation);
}

function geometryOf(shape: Shape): BufferGeometry {
  const [x, y, z] = shape.size;
  switch (shape.kind) {
    case "BOX":
      return new BoxGeometry(2 * x, 2 * y, 2 * z);
    case "SPHERE":
      return new SphereGeometry(x, 24, 16);
    // three.js lays these along y, the description along z.
    case "CAPSULE":
      return new CapsuleGeometry(x, 2 * y, 6, 20).rotateX(Math.PI / 2);
    case "CYLINDER":
      return new CylinderGeometry(x, x, 2 * y, 24).rotateX(Math.PI / 2);
  }
}
