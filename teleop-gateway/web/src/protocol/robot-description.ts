import { IDENTITY, type Pose, type Quat, type Vec3 } from "../geometry/pose";

/*
 * The robot's description of itself. It arrives as protobuf JSON, which leaves out every field that has its default
 * value; readDescription() puts the defaults back so that the rest of the page never meets a missing field.
 */

export type JointKind = "REVOLUTE" | "PRISMATIC";
export type ShapeKind = "BOX" | "SPHERE" | "CAPSULE" | "CYLINDER";

export interface Joint {
  readonly name: string;
  readonly kind: JointKind;
  readonly lower: number;
  readonly upper: number;
}

export interface Shape {
  readonly kind: ShapeKind;
  readonly origin: Pose;
  /** Half extents of a box; else radius, half length along z. */
  readonly size: Vec3;
  /** 0xRRGGBBAA. */
  readonly rgba: number;
}

export interface Link {
  readonly name: string;
  /** Empty for a link that is fixed to the base. */
  readonly parent: string;
  readonly origin: Pose;
  /** Empty for a fixed link. */
  readonly joint: string;
  readonly axis: Vec3;
  readonly shapes: readonly Shape[];
}

export interface TrackedObject {
  readonly name: string;
  readonly shapes: readonly Shape[];
}

export interface Camera {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly frameRateHz: number;
  readonly verticalFovDeg: number;
  readonly parentFrame: "base" | "tcp";
  readonly pose: Pose;
}

export interface TactilePad {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly pitchM: number;
  readonly link: string;
  /** Centre of the pad in the link's frame: x along columns, y along rows, z out of the pad. */
  readonly pose: Pose;
}

export interface ActionDimension {
  readonly name: string;
  readonly unit: string;
  readonly minimum: number;
  readonly maximum: number;
}

export interface Workspace {
  readonly minimum: Vec3;
  readonly maximum: Vec3;
}

export interface RobotDescription {
  readonly robotId: string;
  readonly model: string;
  readonly task: string;
  readonly instruction: string;
  readonly joints: readonly Joint[];
  readonly links: readonly Link[];
  readonly objects: readonly TrackedObject[];
  readonly cameras: readonly Camera[];
  readonly tactilePads: readonly TactilePad[];
  readonly actionSpace: readonly ActionDimension[];
  readonly workspace: Workspace | null;
  readonly resettable: boolean;
}

type Json = Record<string, unknown>;

export function readDescription(value: unknown): RobotDescription {
  const json = object(value);
  return {
    robotId: text(json.robotId),
    model: text(json.model),
    task: text(json.task),
    instruction: text(json.instruction),
    joints: list(json.joints).map((joint) => ({
      name: text(joint.name),
      kind: text(joint.kind) === "PRISMATIC" ? "PRISMATIC" : "REVOLUTE",
      lower: number(joint.lower),
      upper: number(joint.upper),
    })),
    links: list(json.links).map((link) => ({
      name: text(link.name),
      parent: text(link.parent),
      origin: pose(link.origin),
      joint: text(link.joint),
      axis: vec3(link.axis),
      shapes: shapes(link.shapes),
    })),
    objects: list(json.objects).map((tracked) => ({ name: text(tracked.name), shapes: shapes(tracked.shapes) })),
    cameras: list(json.cameras).map((camera) => ({
      name: text(camera.name),
      width: number(camera.width),
      height: number(camera.height),
      frameRateHz: number(camera.frameRateHz),
      verticalFovDeg: number(camera.verticalFovDeg),
      parentFrame: text(camera.parentFrame) === "tcp" ? "tcp" : "base",
      pose: pose(camera.pose),
    })),
    tactilePads: list(json.tactilePads).map((pad) => ({
      name: text(pad.name),
      rows: number(pad.rows),
      columns: number(pad.columns),
      pitchM: number(pad.pitchM),
      link: text(pad.link),
      pose: pose(pad.pose),
    })),
    actionSpace: list(object(json.actionSpace).dimensions).map((dimension) => ({
      name: text(dimension.name),
      unit: text(dimension.unit),
      minimum: number(dimension.minimum),
      maximum: number(dimension.maximum),
    })),
    workspace: workspace(object(json.limits)),
    resettable: json.resettable === true,
  };
}

function workspace(limits: Json): Workspace | null {
  if (limits.workspaceMin === undefined || limits.workspaceMax === undefined) {
    return null;
  }
  return { minimum: vec3(limits.workspaceMin), maximum: vec3(limits.workspaceMax) };
}

function shapes(value: unknown): Shape[] {
  return list(value).flatMap((shape) => {
    const kind = shapeKind(shape.kind);
    return kind === null
      ? []
      : [{ kind, origin: pose(shape.origin), size: vec3(shape.size), rgba: number(shape.rgba) }];
  });
}

/** Null for a kind that this page does not know how to draw. */
function shapeKind(value: unknown): ShapeKind | null {
  switch (value) {
    case "BOX":
    case "SPHERE":
    case "CAPSULE":
    case "CYLINDER":
      return value;
    default:
      return null;
  }
}

function pose(value: unknown): Pose {
  const json = object(value);
  return { position: vec3(json.position), rotation: quaternion(json.orientation) };
}

function quaternion(value: unknown): Quat {
  const json = object(value);
  const parts: Quat = [number(json.x), number(json.y), number(json.z), number(json.w)];
  const length = Math.hypot(...parts);
  if (length < 1e-9) {
    return IDENTITY.rotation;
  }
  return [parts[0] / length, parts[1] / length, parts[2] / length, parts[3] / length];
}

function vec3(value: unknown): Vec3 {
  const json = object(value);
  return [number(json.x), number(json.y), number(json.z)];
}

function object(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(object) : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function number(value: unknown): number {
  const parsed = typeof value === "string" ? Number(value) : value;
  return typeof parsed === "number" && Number.isFinite(parsed) ? parsed : 0;
}
