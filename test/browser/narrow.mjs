// Looks at pages with long names on the narrowest phone and on a common laptop: none
// scrolls sideways, and whether an incident can be closed is seen without scrolling.
//
//   node narrow.mjs '{"url": …, "pages": {NAME: PATH}, "room": PATH, "lang": "en", "width": 360, "height": 740, …}'
import { o, problems, person, seen, done } from "./browser.mjs";

const page = await person("akiko");
const inSight = async (what, where) => {
  const box = await page.locator(where).boundingBox();
  const { height } = page.viewportSize();
  if (!box || box.y < 0 || box.y + box.height > height) problems.push(`${what}: ${where} is not in sight: ${JSON.stringify(box)}`);
};
for (const [name, path] of Object.entries(o.pages)) {
  await page.goto(o.url + path);
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  await seen(page, name);
}
// A link in the timeline leaves its text room, and what is chosen is round or square.
await page.goto(o.url + o.pages.review);
const told = await page.locator(".paper .events td:nth-child(5)").evaluateAll((all) => all.map((e) => Math.round(e.getBoundingClientRect().width)));
if (!told.length || Math.max(...told) < 150) problems.push(`the texts of the timeline are ${told} wide on a phone`);
for (const path of [o.pages.declare, o.pages.decide]) {
  await page.goto(o.url + path);
  const boxes = await page.locator("[type=checkbox],[type=radio]").evaluateAll((all) => all.map((e) => { const b = e.getBoundingClientRect(), l = e.closest("label").getBoundingClientRect(); return [Math.round(b.width), Math.round(b.height), Math.round(l.height)]; }));
  if (!boxes.length || boxes.some(([w, h, l]) => w !== h || l < 44)) problems.push(`${path}: what is chosen is ${JSON.stringify(boxes)} large`);
}
await page.goto(o.url + o.room);
await inSight("the room on a phone", ".ready");
const middles = await page.locator("header.site > :not(nav)").evaluateAll((all) => all.map((e) => { const b = e.getBoundingClientRect(); return Math.round(b.y + b.height / 2); }));
if (Math.max(...middles) - Math.min(...middles) > 4) problems.push(`what stands beside the name takes a line of its own on a phone: ${middles}`);
await page.setViewportSize({ width: 1280, height: 900 });
for (const [name, path] of Object.entries(o.pages)) {
  if (!path.startsWith("/incidents/")) continue;
  await page.goto(o.url + path);
  await inSight(`${path} on a laptop`, "#gate-title");
  if (o.out) await page.screenshot({ path: `${o.out}/${name}-wide.png` });
}
await done("narrow");
