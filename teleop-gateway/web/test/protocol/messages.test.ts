import { expect, test } from "vitest";
import { readGatewayMessage } from "../../src/protocol/messages";

test("a known message is read", () => {
  expect(readGatewayMessage('{"type":"clock","t1":1,"t2":2,"t3":3}')).toEqual({ type: "clock", t1: 1, t2: 2, t3: 3 });
});

test.each(['{"type":"from-the-future"}', "{}", "null", "7", "[]"])("%s is passed over", (text) => {
  expect(readGatewayMessage(text)).toBeNull();
});
