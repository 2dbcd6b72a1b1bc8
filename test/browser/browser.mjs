// What the walks share: a browser, people in it, and how a page is judged.
import { readFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

export const o = JSON.parse(process.argv[2]);
export const ja = o.lang === "ja";
export const say = (en, japanese) => (ja ? japanese : en);
export const problems = [];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
if (o.out) mkdirSync(o.out, { recursive: true });

export const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

export async function person(name) {
  const context = await browser.newContext({
    viewport: { width: o.width, height: o.height }, locale: say("en-US", "ja-JP"), timezoneId: "Asia/Tokyo",
    colorScheme: o.dark ? "dark" : "light", javaScriptEnabled: o.script, reducedMotion: "reduce",
  });
  const page = await context.newPage();
  // A step ends as soon as what it waits for is there; the limit is only for a machine on which much else runs.
  page.setDefaultTimeout(120000);
  page.on("console", (m) => { if (!/status of 4\d\d/.test(m.text())) problems.push(`${name}: console: ${m.text()}`); });
  page.on("pageerror", (e) => problems.push(`${name}: error: ${e.message}`));
  return page;
}

// seen judges a page and keeps a picture of it.
export async function seen(page, name) {
  // A busy machine fails to take a picture now and then; that is no fault of the page.
  if (o.out) await page.screenshot({ path: `${o.out}/${name}.png` }).catch((e) => console.error(`no picture of ${name}: ${e.message.split("\n")[0]}`));
  if (!o.script) return;
  await page.evaluate(axe);
  const result = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  for (const v of result.violations) {
    problems.push(`${name}: axe ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ") + " " + (n.any[0]?.message ?? "")).join(" | ")}`);
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 1) problems.push(`${name}: the page is ${wide}px wider than the screen`);
}

export const press = (page, scope, name) => page.locator(scope).getByRole("button", { name, exact: true }).first().click();

// done ends the walk: with an error where something was wrong.
export async function done(text) {
  await browser.close();
  if (problems.length) {
    console.error([...new Set(problems)].join("\n"));
    process.exit(1);
  }
  console.log(text);
}
