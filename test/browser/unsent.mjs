// What was typed and not sent: the browser asks before it is lost, and asks nobody who
// typed nothing, sent it, or looks on while the room changes.
//
//   node unsent.mjs '{"url": …, "incident": PATH, "live": PATH, "burst": ADDRESS, "lang": "en", …}'
import { o, problems, person, done } from "./browser.mjs";

const page = await person("akiko");
let asked = 0;
page.on("dialog", (d) => { asked++; if (d.type() !== "beforeunload") problems.push(`a dialog: ${d.type()}`); d.accept(); });
// leaves tells how often the browser asked while somebody left the page.
const leaves = async (what, times, leave) => {
  asked = 0;
  await leave();
  await page.waitForLoadState();
  if (asked !== times) problems.push(`${what}: the browser asked ${asked} times, not ${times}`);
};
const opens = (path) => page.goto(o.url + path);
const types = async () => { await page.locator("#editor").focus(); await page.keyboard.press("Control+End"); await page.keyboard.type("typed by hand"); };
const theme = (value) => async () => { await page.locator(`button[name=theme][value=${value}]`).click(); await page.locator(`html[data-theme=${value}]`).waitFor(); };

const editor = o.incident + "/edit";
await opens(editor);
await page.locator("#editor").click();
await leaves("nothing was typed", 0, theme("dark"));
await types();
await leaves("a choice at the foot", 1, theme("light"));
await types();
await leaves("a tab", 1, () => page.locator("nav.tabs a").first().click());
await opens(editor);
await types();
await leaves("a reload", 1, () => page.reload());
await types();
await leaves("the text was saved", 0, async () => { await page.locator("#source button").click(); await page.waitForURL((u) => u.pathname === o.incident + "/review"); });

// A form of the room, while others write; one that was sent; and one that came back.
await opens(o.live);
await page.locator(".live.on").waitFor();
await page.fill("#entry-text", "half a sent");
const answer = await fetch(`${o.burst}?from=0&n=1`);
if (!answer.ok) problems.push("the event was refused");
await page.locator("#timeline").getByText("event 0.").waitFor();
if (asked) problems.push("the browser asked while the room changed");
await leaves("the line of the room", 1, () => page.reload());
await page.fill("#entry-text", "a whole sentence");
await leaves("the line was sent", 0, async () => { await page.locator("#entry button").click(); await page.locator("#timeline").getByText("a whole sentence").waitFor(); });
await opens(o.live + "/decide");
await page.fill("#question", "Roll back?");
await page.fill("#option-1", "yes");
await page.locator("[name=chosen][value='1']").check();
await page.fill("#option-2", "");
await leaves("the decision was refused", 0, async () => { await page.locator("#decide button").click(); await page.locator(".refused").waitFor(); });
await leaves("it came back", 1, () => page.locator("nav.tabs a").first().click());
await opens("/");
await page.fill("#q", "checkout");
await leaves("a search", 0, () => page.locator("nav a").nth(1).click());
await done("what was typed is asked for");
