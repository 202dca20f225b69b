import { beforeEach, expect, test } from "vitest";
import { CommandSender } from "../../src/input/command-sender";

let now: number;
let open: boolean;
let sent: DataView[];
let sender: CommandSender;

beforeEach(() => {
  now = 10_000;
  open = true;
  sent = [];
  sender = new CommandSender(
    (packet) => {
      if (open) {
        sent.push(new DataView(packet));
      }
      return open;
    },
    () => now,
  );
});

/** Ticks at 20 Hz for a while. */
function ticks(count: number, deadman: boolean): void {
  for (let i = 0; i < count; i++) {
    sender.tick({ deadman, action: [0] });
    now += 50;
  }
}

test("nothing is sent without a lease", () => {
  ticks(10, true);
  expect(sent).toEqual([]);
});

test("every tick is sent while the deadman is pressed, and every fourth while it is not", () => {
  sender.lease(4);
  ticks(8, false);
  expect(sent).toHaveLength(2);
  ticks(8, true);
  expect(sent).toHaveLength(10);
});

test("a deadman that is let go is sent at once", () => {
  sender.lease(4);
  ticks(3, true);
  ticks(1, false);
  expect(sent.map((packet) => packet.getUint8(1))).toEqual([1, 1, 1, 0]);
});

test("sequences rise one by one within an epoch and start anew with the next", () => {
  sender.lease(4);
  ticks(2, true);
  sender.lease(5);
  ticks(2, true);
  expect(sent.map((packet) => [packet.getUint32(4, true), packet.getUint32(8, true)])).toEqual([
    [4, 0],
    [4, 1],
    [5, 0],
    [5, 1],
  ]);
});

test("a packet that could not be sent does not use up a sequence", () => {
  sender.lease(4);
  open = false;
  ticks(3, true);
  open = true;
  ticks(1, true);
  expect(sent[0]?.getUint32(8, true)).toBe(0);
});
