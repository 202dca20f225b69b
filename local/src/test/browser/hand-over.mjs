// Lets a policy drive, takes over, gives back, and chooses an older version of it, in headless Chromium.
// Usage: node hand-over.mjs ADDRESS-OF-THE-FLEET-PAGE ADDRESS-OF-THE-LEARN-PAGE ROBOT POLICY FOLDER-FOR-SCREENSHOTS
// The policy has versions 1 and 2, which draw the tool to different places and keep it there.
// Prints one line of JSON: what both pages said on the way, and the id of the sealed episode.
import process from "node:process";
import { distance, Operator } from "./operator.mjs";

/** As still as an arm is that has arrived, millimetres in a second. */
const STILL_MM = 1;
const PUSHED_MM = 40;

const [address, learnAddress, robot, policy, screenshots] = process.argv.slice(2);

const operator = await Operator.open(screenshots, { light: true });
await operator.report(async ({ page }) => {
  const drives = async (version) =>
    (await operator.text("policy-running")) === `${policy}@${version}` && (await operator.text("state")) === "POLICY";

  /** Starts the policy where it does not run: a page that cannot send its commands in time loses it. */
  async function supervise() {
    if ((await operator.text("policy-running")) === "no policy") {
      await page.keyboard.press("KeyP");
      await operator.part("policy-running").filter({ hasText: policy }).waitFor({ timeout: 20_000 }).catch(() => {});
    }
  }

  /** Where a version of the policy keeps the tool. */
  async function placeOf(version) {
    await operator.until(`version ${version} drives`, async () => {
      await supervise();
      return drives(version);
    });
    const places = [await operator.toolPosition()];
    do {
      await page.waitForTimeout(500);
      places.push(await operator.toolPosition());
    } while (places.length < 5 || distance(places.at(-3), places.at(-1)) > STILL_MM);
    return (await drives(version)) ? places.at(-1) : placeOf(version);
  }

  /** Pushes the arm to the left while the policy watches; null when the policy was lost on the way. */
  async function pushAway(from) {
    let told = null;
    await operator.driveUntil(`the arm has moved by ${PUSHED_MM} mm`, "KeyA", async () => {
      const text = await operator.text("hand-over");
      const place = await operator.toolPosition();
      if (text.startsWith("You drive") && distance(from, place) > PUSHED_MM) {
        told = { text, place };
        await operator.screenshot("intervention");
      }
      return told !== null || (await operator.text("policy-running")) === "no policy";
    });
    return told;
  }

  await operator.watch(address, robot);
  await operator.takeControl();
  // So that left is left of the robot, wherever the camera stands.
  await operator.part("frame").selectOption("robot base");
  await operator.until("the policy is offered", async () => (await operator.part("policy").inputValue()) === policy);
  await operator.record();

  let secondPlace = await placeOf(2);
  let driven = "";
  await operator.until("the page says who drives", async () => {
    driven = await operator.text("hand-over");
    return driven.startsWith(`${policy}@2 drives`);
  });
  await operator.screenshot("policy-drives");
  let pushed = await pushAway(secondPlace);
  while (pushed === null) {
    secondPlace = await placeOf(2);
    pushed = await pushAway(secondPlace);
  }
  const returned = await placeOf(2);
  const interventions = Number(await operator.text("interventions"));
  const rate = await operator.text("intervention-rate");

  const learn = await operator.newPage(1280, 900);
  await learn.goto(learnAddress);
  await learn.getByTestId("version-1").waitFor();
  const versions = await learn.getByTestId("versions").locator("tr").allInnerTexts();
  await learn.getByTestId("pin-1").click();
  const firstPlace = await placeOf(1);
  await learn.getByTestId("follow").waitFor();
  const pinned = await learn.getByTestId("version-1").innerText();
  await operator.screenshot("pinned", learn);
  await learn.setViewportSize({ width: 390, height: 844 });
  const overflowOfPhone = await learn.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await operator.screenshot("learn-phone", learn);
  await learn.getByTestId("follow").click();
  await placeOf(2);

  return {
    episode: await operator.succeed(),
    driven,
    intervening: pushed.text,
    interventions,
    rate,
    versions,
    pinned,
    overflowOfPhone,
    pushedMm: pushed.place.map((value, i) => value - secondPlace[i]),
    returnedWithinMm: distance(secondPlace, returned),
    rolledBackMm: distance(secondPlace, firstPlace),
  };
});
