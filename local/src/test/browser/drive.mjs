// Teaches the robot once, as a person would, in headless Chromium.
// Usage: node drive.mjs ADDRESS-OF-THE-FLEET-PAGE ROBOT FOLDER-FOR-SCREENSHOTS
// Prints one line of JSON: what was seen on the way, and the id of the sealed episode.
import process from "node:process";
import { distance, Operator } from "./operator.mjs";
import { pictureDifference, pictureOf } from "./picture.mjs";

const [address, robot, screenshots] = process.argv.slice(2);

const operator = await Operator.open(screenshots);
await operator.report(async ({ page, statesSeen }) => {
  await operator.watch(address, robot);
  const secretLeft = page.url().includes("code=");
  const pictureBefore = await pictureOf(page, "scene");
  await operator.takeControl();
  await operator.record();

  const start = await operator.toolPosition();
  const moved = async () => distance(start, await operator.toolPosition());
  await operator.driveUntil("the arm has moved by 30 mm", "KeyE", async () => (await moved()) > 30);
  await operator.driveUntil("the arm has moved by 50 mm", "KeyA", async () => (await moved()) > 50);
  await operator.part("words").fill("move left");
  await operator.part("words").press("Enter");
  let said = "";
  await operator.until("the words are taken", async () => {
    said = await operator.text("said");
    return said !== "";
  });
  await operator.screenshot("driving");
  const pictureAfter = await pictureOf(page, "scene");
  const glassToGlass = await operator.text("glass-to-glass");

  const episode = await operator.succeed();
  await operator.screenshot("sealed");

  await page.keyboard.press("Escape");
  await operator.until("the robot is stopped", async () => (await operator.text("state")) === "STOPPED");
  await operator.part("estop-clear").click();
  await operator.until("the stop is cleared", async () => (await operator.text("state")) !== "STOPPED");
  await operator.part("lease").click();
  await operator.until("nobody drives", async () => (await operator.text("lease-holder")) === "nobody drives");

  return {
    episode,
    said,
    secretLeft,
    statesSeen: [...statesSeen],
    glassToGlass,
    movedMm: await moved(),
    brightness: pictureAfter.brightness,
    pictureChange: pictureDifference(pictureBefore, pictureAfter),
  };
});
