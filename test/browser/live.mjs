// Looks at a room while others write into it: the page is fetched once for all of
// its parts, several events together are few fetches, and what somebody is writing
// stays.
//
//   node live.mjs '{"url": …, "room": PATH, "burst": ADDRESS, "lang": "en", …}'
import { o, problems, person, seen, done } from "./browser.mjs";

const akiko = await person("akiko");
await akiko.goto(o.url + o.room);
await akiko.locator(".live.on").waitFor();
let fetches = 0;
akiko.on("request", (r) => { if (new URL(r.url()).pathname === o.room) fetches++; });
const burst = async (from, n) => {
  const answer = await fetch(`${o.burst}?from=${from}&n=${n}`);
  if (!answer.ok) problems.push(`the events were refused: ${await answer.text()}`);
  await akiko.locator("#timeline").getByText(`event ${from + n - 1}.`).waitFor();
};
await burst(0, 1);
// The signal and its fetch; a second one when the event is heard of in two steps.
if (fetches < 1 || fetches > 2) problems.push(`one event made ${fetches} fetches of the page`);
fetches = 0;
await burst(1, 50);
console.log(`50 events together: ${fetches} fetches`);
if (fetches < 1 || fetches > 25) problems.push(`50 events made ${fetches} fetches of the page`);

// Every part follows, not only the first.
const named = akiko.locator("#checklist li.done", { hasText: "Incident Commander" });
if (await named.count()) problems.push("the checklist knows of a commander too early");
const answer = await fetch(`${o.burst}?takes=@chris`);
if (!answer.ok) problems.push(`the roles were refused: ${await answer.text()}`);
await akiko.locator("#roles").getByText("@chris").first().waitFor();
await named.waitFor();

// Roles stand beside the timeline; a name that is being written is not taken away.
const name = akiko.locator("#roles input[name=person]").last();
await name.fill("@be");
await burst(51, 1);
if (await name.inputValue() !== "@be") problems.push("what was being written is gone");
await name.fill("");

// Where the keyboard is stays where it is, and a part that waited catches up.
const does = async (what) => {
  const answer = await fetch(`${o.burst}?does=${what}`);
  if (!answer.ok) problems.push(`${what} was refused: ${await answer.text()}`);
};
const step = akiko.locator("#checklist button").last();
await step.focus();
const label = await step.getAttribute("aria-label");
await does("tick");
await akiko.locator("#checklist li.done", { hasText: "first report" }).waitFor();
await burst(52, 1);
if (await akiko.evaluate(() => document.activeElement.getAttribute("aria-label")) !== label) problems.push("the keyboard fell off the checklist");

// A note that is being written is there when somebody else wrote, also with the focus elsewhere.
const handover = akiko.locator("#change-IC");
await handover.locator("summary").click();
await handover.locator("input[name=note]").fill("the rollback runs");
await akiko.locator("h1").click();
await does("ops");
await burst(53, 1);
if (await handover.locator("input[name=note]").inputValue() !== "the rollback runs" || !(await handover.locator("input[name=note]").isVisible())) problems.push("the note of the hand-over is gone");
if (await akiko.locator("#roles").getByText("@dora").count()) problems.push("a part was replaced in which something stands");
await handover.locator("input[name=note]").fill("");
await akiko.locator("#roles").getByText("@dora").first().waitFor();
if (!(await handover.locator("input[name=note]").isVisible())) problems.push("the hand-over was closed");

// The focus in an empty field keeps nothing back, and is kept.
const rec = akiko.locator("#roles input[name=person]:not(details *)").last();
await rec.focus();
await does("handover");
await akiko.locator("#roles").getByText("@eve").first().waitFor();
if (await akiko.evaluate(() => document.activeElement.name) !== "person") problems.push("the focus left the field of a role");

// The state of the incident, and with it what can be done, follow.
await does("contain");
await akiko.locator("#state.st-contained").waitFor();
await seen(akiko, "contained");
await does("recover");
await akiko.locator("#state.st-recovered").waitFor();
await akiko.locator("#generate button").waitFor();
for (const [gone, what] of [["#checklist", "the checklist"], [".live", "the light"], ["#similar", "earlier incidents"]]) {
  if (await akiko.locator(gone).count()) problems.push(`${what} stays after the recovery`);
}
const beside = await akiko.locator("#beside > *").evaluateAll((all) => all.map((e) => e.id).join(" "));
if (beside !== "gate roles amend") problems.push(`beside the timeline of a recovered incident: ${beside}`);
await seen(akiko, "recovered");
await akiko.locator("#entry-text").fill("what I still want to say");
await does("generate");
await akiko.locator("#postmortem").waitFor();
if (await akiko.locator("#generate").count()) problems.push("the postmortem can be written twice");
await does("close");
await akiko.locator("#state.st-closed").waitFor();
if (await akiko.locator("#entry-text").inputValue() !== "what I still want to say") problems.push("what was being written is gone after the closing");
await akiko.locator("#entry-text").fill("");
await akiko.locator("#entry").waitFor({ state: "detached" });
await akiko.locator("#reopen").waitFor();
await seen(akiko, "closed");
await done("seen live");
