// Looks at a room while others write into it: the page is fetched once for all of
// its parts, several events together are few fetches, and what somebody is writing
// stays.
//
//   node live.mjs '{"url": …, "room": PATH, "burst": ADDRESS, "lang": "en", …}'
import { o, problems, person, done } from "./browser.mjs";

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
await done("seen live");
