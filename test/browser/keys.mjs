// What the keyboard does, and what is printed: every key of the page /keys, and the
// document alone on paper.
//
//   node keys.mjs '{"url": …, "incident": PATH, "live": PATH, "lang": "en", …}'
import { o, problems, person, done } from "./browser.mjs";

const page = await person("akiko");
const at = (path) => page.waitForURL((u) => u.pathname + u.search === path);
const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.getAttribute("href"));
const expect = async (what, want) => { const got = await focused(); if (got !== want) problems.push(`${what}: ${got} has the focus, not ${want}`); };

// Next and previous row of the list, and into it.
await page.goto(o.url + "/");
const rows = await page.locator("[data-row] a.title").evaluateAll((all) => all.map((e) => e.getAttribute("href")));
if (rows.length < 2) problems.push(`the list has ${rows.length} rows`);
await page.keyboard.press("j");
await expect("j", rows[0]);
await page.keyboard.press("j");
await expect("j j", rows[1]);
await page.keyboard.press("k");
await expect("j j k", rows[0]);
await page.keyboard.press("Enter");
await at(rows[0]).catch(() => problems.push(`Enter on a row leads to ${page.url()}, not ${rows[0]}`));

// Next and previous finding, and next action item.
await page.goto(o.url + o.incident + "/review");
const findings = await page.locator("mark.finding[id]").evaluateAll((all) => all.map((e) => e.id));
if (findings.length < 2) problems.push(`the review has ${findings.length} findings`);
for (const [key, want] of [["j", 0], ["j", 1], ["k", 0]]) {
  await page.keyboard.press(key);
  await expect(`${key} in the review`, findings[want]);
}
await page.goto(o.url + "/items");
await page.keyboard.press("j");
await expect("j among the items", await page.locator("[data-row] a.title").first().getAttribute("href"));

// One key each.
for (const [from, key, to] of [["/", "d", "/declare"], [o.live, "r", o.live + "/reports/first"], [o.incident, "p", o.incident + "/review"],
  [o.incident + "/review", "s", o.incident + "/review?source=1"], [o.incident + "/review", "e", o.incident + "/edit"], ["/", "?", "/keys"]]) {
  await page.goto(o.url + from);
  await page.keyboard.press(key);
  await at(to).catch(() => problems.push(`${key} on ${from} leads to ${page.url()}, not ${to}`));
}
for (const from of [o.live, o.incident + "/review", "/items", "/keys"]) {
  await page.goto(o.url + from);
  await page.keyboard.press("/");
  await page.locator("#q:focus").waitFor().catch(() => problems.push(`/ on ${from} leads to ${page.url()}, not into the search`));
}
await page.goto(o.url + "/keys");
const listed = await page.locator("kbd").allInnerTexts();
for (const key of ["d", "n", "l", "r", "p", "s", "e", "j k", "/", "?"]) if (!listed.includes(key)) problems.push(`${key} is not listed`);
for (const [from, key, want] of [["/", "n", "declare-title"], ["/", "/", "q"], [o.live, "l", "entry-text"]]) {
  await page.goto(o.url + from);
  await page.keyboard.press(key);
  await expect(`${key} on ${from}`, want);
}
// A key that is written into a field is a letter, and Escape leaves the field.
await page.keyboard.type("jd");
if (await page.inputValue("#entry-text") !== "jd") problems.push("a letter in a field is taken for a key");
await page.keyboard.press("Escape");
if ((await focused()) === "entry-text") problems.push("Escape does not leave the field");

// What has the focus looks otherwise than before.
for (const path of ["/", o.live, o.incident + "/review", o.incident + "/history?from=1&to=2", "/account"]) {
  await page.goto(o.url + path);
  const look = `e => { const s = getComputedStyle(e); return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor].join() }`;
  const count = await page.evaluate(`(() => { window.all = [...document.querySelectorAll("a,button,summary,input,select,textarea,[tabindex]")]; window.looked = all.map(${look}); return all.length })()`);
  const blind = new Set();
  for (let i = 0; i < count; i++) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(`(() => { const e = document.activeElement, i = all.indexOf(e); return i >= 0 && looked[i] === (${look})(e) ? e.outerHTML.slice(0, 80) : "" })()`);
    if (found) blind.add(found);
  }
  for (const e of blind) problems.push(`${path}: the focus is not seen on ${e}`);
}

// On paper there is the document, and nothing to press.
await page.goto(o.url + o.incident + "/review");
if (!(await page.locator("header.site").isVisible())) problems.push("the screen has no navigation");
await page.emulateMedia({ media: "print" });
for (const hidden of ["header.site", "footer.site", "aside", ".tabs", "form", "button", ".note", ".comment"]) {
  const shown = await page.locator(hidden).evaluateAll((all) => all.filter((e) => e.checkVisibility()).length);
  if (shown) problems.push(`${shown} ${hidden} are printed`);
}
const paper = page.locator(".paper").first();
if (!(await paper.isVisible()) || !(await paper.innerText()).includes("Checkout fails at noon")) problems.push("the document is not printed");
await done("keys and paper");
