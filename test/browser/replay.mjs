// Replays an incident from the declaration to the completion report against a
// clock that the test sets, and sees that each reminder comes at its minute, once.
//
//   node replay.mjs '{"url": …, "clock": …, "lang": "en"|"ja", "width": …, "height": …, "script": true, "out": DIR}'
//
// POST clock?at=RFC3339 sets the clock, gives the reminders that are due, twice,
// delivers, and answers with the messages that reached people.
import { o, say, problems, person, seen, press, done } from "./browser.mjs";

const akiko = await person("akiko");
const at = (clock) => `2026-03-01T${clock.length === 5 ? clock + ":00" : clock}+09:00`;

// now moves the clock, and wants these messages and no other.
async function now(clock, ...wanted) {
  const answer = await fetch(`${o.clock}?at=${encodeURIComponent(at(clock))}`, { method: "POST" });
  const messages = await answer.json();
  if (messages.length !== wanted.length || !wanted.every((w) => messages.some((m) => m.includes(w)))) {
    problems.push(`${clock}: got ${JSON.stringify(messages)}, want ${JSON.stringify(wanted)}`);
  }
  if (o.script) await akiko.clock.setFixedTime(new Date(at(clock)));
}

const shows = async (text) => { await akiko.getByText(text).first().waitFor(); };

// 09:00 something is wrong.
await now("09:00");
await akiko.goto(o.url + "/");
await akiko.fill("#declare-title", say("Card payments fail at checkout", "チェックアウトでカード決済が失敗する"));
await akiko.selectOption("#severity", "SEV2");
await akiko.press("#declare-title", "Enter");
await akiko.waitForURL(/incidents\/INC-/);
const room = akiko.url().replace(/[?#].*/, "");

// Five minutes without a commander, and nothing contained: each is said once.
await now("09:04:59");
await now("09:05", say("Nobody commands since 09:00 JST", "09:00 JST から IC がいません"));
await now("09:05:01", say("T+05 is overdue", "T+05 の期限を過ぎています"));
await akiko.goto(room);
await shows(say("No IC from 09:00 JST for more than 5 minutes", "09:00 JST から5分以上 IC が不在"));
await seen(akiko, "replay-late");

const assign = async (role, person) => {
  const row = akiko.locator("#roles li", { hasText: role }).first();
  await row.locator("input[name=person]").first().fill(person);
  await row.getByRole("button", { name: say("Assign", "割当"), exact: true }).click();
  await shows(person);
};
await assign("IC", "@akiko");
await assign("Ops", "@ben");
await assign("Comm", "@chie");
await akiko.fill("#entry-text", say("09:04 containment: the new payment is turned off", "09:04 安全化: 新しい決済を機能オフにした"));
await akiko.selectOption("#entry-role", "Ops");
await akiko.press("#entry-text", "Enter");
await shows(say("the new payment is turned off", "新しい決済を機能オフにした"));

// The first report: reminded of before, louder after, and sent late.
await now("09:09:59");
await now("09:10", say("The next report is due at 09:15", "次の連絡は 09:15 JST です"));
await now("09:15");
await now("09:15:01", say("The report due at 09:15 JST was not sent", "09:15 JST の連絡が出ていません"));
await now("09:17");
await akiko.goto(room);
await akiko.locator("#countdown.late").waitFor();
await seen(akiko, "replay-report-late");
await akiko.goto(room + "/reports/first");
await akiko.fill("#r-scope", say("a third of card payments", "カード決済の約3分の1"));
await akiko.selectOption("#next-in", "30");
await press(akiko, "#report", say("Send the report", "連絡を送信する"));
await now("09:18", say("Scope: a third of card payments", "影響範囲: カード決済の約3分の1"));
await akiko.goto(room + "/reports");
await akiko.locator(".deliveries .ok").waitFor();
await seen(akiko, "replay-report-sent");

// A decision: another option than the cheapest rollback needs a reason.
await akiko.goto(room + "/decide");
await akiko.fill("#question", say("How to bring payments back", "決済をどう戻すか"));
await akiko.fill("#option-1", say("stay on the old payment", "旧決済のまま続ける"));
await akiko.fill("#option-2", say("patch the pool", "接続プールを修正する"));
await akiko.selectOption("#uncertainty-2", "high");
await akiko.selectOption("#rollback-2", "medium");
await akiko.locator("input[name=chosen]").nth(1).check();
await press(akiko, "#decide", say("Record the decision", "判断を記録"));
await akiko.locator("#reason").waitFor();
await seen(akiko, "replay-decision-refused");
await akiko.fill("#reason", say("the old payment lacks the new tax", "旧決済は新税率に対応していない"));
await press(akiko, "#decide", say("Record the decision", "判断を記録"));
await akiko.locator("#decisions tr.chosen").waitFor();

// The IC hands over, with a note.
const ic = akiko.locator("#roles li", { hasText: "IC" }).first();
await ic.locator("summary").click();
await ic.locator("input[name=person]").first().fill("@daisuke");
await ic.locator("input[name=note]").fill(say("the pool is being patched", "接続プールの修正中"));
await ic.getByRole("button", { name: say("Hand over", "引き継ぐ"), exact: true }).click();
await shows(say("IC is handed over: the pool is being patched", "IC を引き継ぎ：接続プールの修正中"));
await seen(akiko, "replay-room");

// The next report is promised for 09:47; steps of the checklist were done or are due.
await now("09:29");
await now("09:30:01", say("T+30 is overdue: Recover", "T+30 の期限を過ぎています: 最もリスク"), say("T+30 is overdue: Write", "T+30 の期限を過ぎています: 時系列"));
await now("09:42", say("The next report is due at 09:47", "次の連絡は 09:47 JST です"));

// Recovery by numbers.
const numbers = async (value) => {
  await akiko.goto(room + "/recover");
  await akiko.locator("input[name=value]").first().fill(value);
  await press(akiko, "main", say("Declare recovery", "復旧を宣言する"));
};
await numbers("8");
await akiko.locator(".flash.refused").waitFor();
await numbers("0.4");
await akiko.locator(".st-recovered").first().waitFor();

// The completion report ends the duty to report: nothing comes any more.
await akiko.goto(room + "/reports/completion");
await akiko.fill("#r-cause", say("the pool was too small", "接続プールの不足"));
await akiko.fill("#r-tickets", "acme/checkout#812");
await press(akiko, "#report", say("Send the report", "連絡を送信する"));
await now("09:46", "acme/checkout#812");
await now("12:00");

// What was late stands in the postmortem, by role and not by name.
await akiko.goto(room);
await press(akiko, "#generate", say("Write the postmortem", "ポストモーテムを作成"));
await akiko.goto(room + "/review");
await shows(say("Communication gaps", "連絡・指揮の空白"));
await seen(akiko, "replay-postmortem");
const document_ = await akiko.locator(".paper").first().innerText();
for (const name of ["@akiko", "@ben", "@chie", "@daisuke"]) if (document_.includes(name)) problems.push(`the postmortem names ${name}`);
for (const text of ["09:15", say("responder 4", "対応者4"), say("the old payment lacks the new tax", "旧決済は新税率に対応していない")]) {
  if (!document_.includes(text)) problems.push(`the postmortem lacks ${text}`);
}
await done("replayed " + room);
