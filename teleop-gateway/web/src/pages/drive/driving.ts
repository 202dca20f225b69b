import type { Session, Welcome } from "../../connection/session";
import { ActionMapper } from "../../input/action-mapper";
import { CommandSender } from "../../input/command-sender";
import { GamepadInput } from "../../input/gamepad";
import { GripperCommand } from "../../input/gripper-command";
import type { ActionListener, InputReading, InputSource } from "../../input/input-source";
import { Keyboard } from "../../input/keyboard";
import { STILL } from "../../input/motion";
import { OperatorInput } from "../../input/operator-input";
import { Ticker } from "../../input/ticker";
import { viewFrames } from "../../input/view-frame";
import { nowMs } from "../../protocol/now";
import type { Observation } from "../../protocol/observation-packet";
import { largestDisplacement, type TactileField } from "../../protocol/tactile-packet";
import type { ControlPanel, InputFigures } from "../../view/control-panel";

/** A fingertip that is pressed in by more than this holds something. */
const CONTACT_M = 5e-5;

/** From the operator's devices to command packets, at the control rate. */
export class Driving {
  private readonly gamepad: GamepadInput;
  private readonly input: OperatorInput;
  private readonly mapper: ActionMapper;
  private readonly gripper: GripperCommand;
  private readonly sender: CommandSender;
  private readonly ticker: Ticker;
  private readonly touched = new Map<number, boolean>();
  private reading: InputReading = { motion: STILL, deadman: false, clutch: false };
  private observation: Observation | null = null;
  private epoch: number | null = null;

  constructor(
    welcome: Welcome,
    session: Session,
    private readonly panel: ControlPanel,
    touch: InputSource,
    onAction: ActionListener,
  ) {
    const { actionSpace, cameras } = welcome.robot;
    this.gamepad = new GamepadInput(onAction);
    this.input = new OperatorInput([new Keyboard(window, onAction), this.gamepad, touch], window);
    this.mapper = new ActionMapper(actionSpace);
    this.gripper = new GripperCommand(actionSpace.find((dimension) => dimension.name === "gripper"));
    this.sender = new CommandSender((packet) => session.sendCommand(packet), nowMs);
    panel.offerFrames(viewFrames(cameras));
    this.ticker = new Ticker(welcome.controlRateHz, () => this.tick());
  }

  /** @param epoch of our lease, or null when we hold none */
  lease(epoch: number | null): void {
    if (epoch !== this.epoch) {
      this.epoch = epoch;
      this.gripper.forget();
      this.sender.lease(epoch);
    }
  }

  observe(observation: Observation): void {
    this.observation = observation;
  }

  feel(field: TactileField): void {
    this.touched.set(field.pad, largestDisplacement(field) > CONTACT_M);
  }

  toggleGripper(): void {
    if (this.observation !== null) {
      this.gripper.toggle(this.observation.gripperOpening);
    }
  }

  forgetGripper(): void {
    this.gripper.forget();
  }

  /** Lets go of all devices. */
  release(): void {
    this.input.release();
  }

  commandAgeMs(): number | null {
    return this.observation?.commandAgeMs ?? null;
  }

  figures(): InputFigures {
    return {
      deadman: this.reading.deadman,
      clutch: this.reading.clutch,
      gripperOpening: this.observation?.gripperOpening ?? null,
      gamepad: this.gamepad.connectedName(),
    };
  }

  dispose(): void {
    this.ticker.stop();
    this.input.dispose();
  }

  private tick(): void {
    this.reading = this.input.read();
    if (this.observation === null || this.epoch === null) {
      return;
    }
    const { motion, deadman } = this.reading;
    const opening = this.gripper.opening(this.observation.gripperOpening, this.holdsSomething());
    this.sender.tick({
      deadman,
      action: this.mapper.map(deadman ? motion : STILL, this.panel.frame(), this.panel.speed(), opening),
    });
  }

  private holdsSomething(): boolean {
    return this.touched.size > 0 && [...this.touched.values()].every((touched) => touched);
  }
}
