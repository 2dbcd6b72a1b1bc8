// Walks through an incident in a real browser: declare, log, report, recover,
// generate, review by a second person, tickets, close. Every page is judged by
// axe-core, the console has to stay empty, and pictures are kept.
//
//   node walk.mjs '{"url": …, "setup": …, "lang": "en"|"ja", "width": …, "height": …, "script": true, "dark": false, "out": DIR}'
import { o, say, problems, person, seen, press, done } from "./browser.mjs";

async function signIn(page, account) {
  await page.goto(o.url + "/signin");
  await page.fill("#account", account);
  await page.fill("#password", "correct horse battery");
  await press(page, "main", say("Sign in", "サインイン"));
}

// An admin makes the accounts.
const root = await person("root");
await root.goto(o.url + o.setup);
await seen(root, "setup");
await root.fill("#account", "@root");
await root.fill("#password", "correct horse battery");
await press(root, "main", say("Make the account", "作成する"));
for (const [account, access] of [["@akiko", "responder"], ["@ben", "reviewer"]]) {
  await root.goto(o.url + "/account");
  await root.locator("#people-access > details > summary").click();
  await root.fill("#people-access > details #account", account);
  await root.fill("#people-access > details #password", "correct horse battery");
  await root.selectOption("#new-access", access);
  await press(root, "#people-access > details", say("Add", "追加"));
}
await seen(root, "account");

// Somebody declares, and writes down what happens; somebody else sees it.
const akiko = await person("akiko"), ben = await person("ben");
await signIn(akiko, "@akiko");
await seen(akiko, "list-empty");
await akiko.fill("#declare-title", say("Card payments fail at checkout", "チェックアウトでカード決済が失敗する"));
await akiko.selectOption("#severity", "SEV2");
await akiko.press("#declare-title", "Enter");
await akiko.waitForURL(/incidents\/INC-/);
const room = akiko.url();
const key = room.match(/INC-[0-9-]+/)[0];
await signIn(ben, "@ben");
await ben.goto(room);
const log = async (text, role) => {
  await akiko.fill("#entry-text", text);
  if (role) await akiko.selectOption("#entry-role", role);
  await akiko.press("#entry-text", "Enter");
  await akiko.waitForLoadState();
};
await log(say("2 min ago hypothesis: the connection pool of the payment service ran empty", "2分前 仮説: 決済サービスの接続プールが枯渇した"), "Ops");
if (o.script) await ben.getByText(say("the connection pool of the payment service", "接続プールが枯渇した")).first().waitFor();
await log(say("1 min ago containment: payments go into the queue", "1分前 安全化: 決済を待ち行列に回した"), "Ops");
const role = akiko.locator("#roles li", { hasText: "IC" }).first();
await role.locator("input[name=person]").fill("@ben");
await role.getByRole("button").click();
await seen(akiko, "room");
await akiko.goto(room + "/reports/first");
if (o.script) {
  await akiko.fill("#r-symptom", say("card payments answer 500", "カード決済が500を返す"));
  await akiko.locator("#report-preview", { hasText: "500" }).waitFor();
}
await seen(akiko, "report");
// What only a script does is not promised without one.
for (const lively of [".live", "[data-copy]"]) {
  if (await akiko.locator(lively).first().isVisible() !== o.script) problems.push(`${lively} ${o.script ? "is missing" : "stands there without a script"}`);
}
await press(akiko, "#report", say("Record as sent", "送信済みとして記録"));
await seen(akiko, "reports");

// Recovery is refused while a number is out, and declared by numbers.
const numbers = async (value) => {
  await akiko.goto(room + "/recover");
  await akiko.locator("input[name=name]").first().fill("error_rate");
  await akiko.locator("input[name=value]").first().fill(value);
  await akiko.locator("input[name=low]").first().fill("0");
  await akiko.locator("input[name=high]").first().fill("2");
  await press(akiko, "main", say("Declare recovery", "復旧を宣言する"));
};
await numbers("8");
await akiko.locator(".flash.refused").waitFor();
await seen(akiko, "recover-refused");
await numbers("0.4");
await akiko.goto(room);
await press(akiko, "#generate", say("Write the postmortem", "ポストモーテムを作成"));
await seen(akiko, "review-draft");

// The author writes; the action item is judged as it is typed.
await akiko.goto(room + "/edit");
const text = await akiko.inputValue("#editor");
const prompts = /⟨[^⟩]*⟩/g;
const item = `### AI-1: ${say("Payment deploys roll back by themselves", "決済のデプロイが自動で切り戻る")}\n- ${say("Kind", "種別")}: prevent\n- ${say("After", "これから")}: ${say("improve monitoring", "監視を強化する")}\n`;
const heading = say("## Action items", "## 恒久対応");
const [before, after] = [text.slice(0, text.indexOf(heading)), text.slice(text.indexOf(heading))];
const rest = after.slice(after.indexOf("\n## "));
await akiko.fill("#editor", (before + heading + "\n\n" + item + rest).replace(prompts, say("The pool of the payment service was sized for half of today's load; 1,240 payments waited 12 minutes.", "決済サービスの接続プールは現在の半分の負荷を前提に決めてあった。1,240件の決済が12分待たされた。")));
await seen(akiko, "edit");
await press(akiko, "#source", say("Save a new revision", "新しい版として保存"));
await seen(akiko, "review-vague");
await akiko.goto(`${room}/items/AI-1`);
const fields = {
  when: say("a deploy raises the checkout error rate above 2% for 5 minutes", "デプロイ後にチェックアウトのエラー率が5分間2%を超えたとき"),
  before: say("the on-call engineer decides by hand whether to roll back", "当番が手作業で切り戻しを判断する"),
  after: say("the deploy pipeline rolls back within 2 minutes and pages on-call", "デプロイ基盤が2分以内に自動で切り戻し、当番を呼び出す"),
  verified_by: say("the game day on 2027-01-20 injects a 5% error rate and sees the rollback", "2027-01-20の演習で5%のエラーを注入し、切り戻りを確認する"),
};
for (const [name, value] of Object.entries(fields)) await akiko.fill(`#f-${name}`, value);
await akiko.fill("#f-owner", "@akiko");
await akiko.fill("#f-due", "2027-01-31");
if (o.script) await akiko.locator("#judged", { hasNotText: say("monitoring", "監視") }).waitFor();
await seen(akiko, "item");
await press(akiko, "#item", say("Save", "保存"));
await press(akiko, "#ticket", say("Open the tickets that are missing", "足りないチケットを起票する"));
await akiko.locator("#ticket a").first().waitFor();
await akiko.goto(room + "/reports/completion");
await press(akiko, "#report", say("Record as sent", "送信済みとして記録"));
await akiko.goto(room + "/review");
await press(akiko, ".actions", say("Take new events from the timeline", "新しい時系列を取り込む"));

// Somebody else reviews: a comment, an answer, the approval; then it closes.
await ben.goto(room + "/review?source=1");
await seen(ben, "review");
await ben.locator("a.comment").nth(2).click();
const comment = ben.locator(".comment-form");
await seen(ben, "comment");
await comment.locator("textarea[name=text]").fill(say("How many were affected?", "何人に影響しましたか？"));
await comment.getByRole("button").last().click();
await ben.locator(".thread").first().waitFor();
await seen(ben, "thread");
await press(ben, ".thread", say("Resolve", "解決にする"));
await press(ben, "#approve", say("Approve this revision", "この版を承認する"));
await seen(ben, "approved");
const close = ben.locator("#gate").getByRole("button", { name: say("Close the incident", "クローズする") });
if (await close.isDisabled()) problems.push("the gate stays shut: " + (await ben.locator("#gate .unmet").allInnerTexts()).join(" / "));
else {
  await close.click();
  await ben.locator(".st-closed").first().waitFor();
}
await seen(ben, "closed");
for (const [name, path] of [["list", "/"], ["items", "/items"], ["trends", "/trends"], ["history", `/incidents/${key}/history?from=1&to=2`], ["keys", "/keys"], ["api", "/api"], ["missing", "/nothing"]]) {
  await ben.goto(o.url + path);
  await seen(ben, name);
}
// Both revisions side by side, by choice; on a phone one under the other.
await ben.goto(o.url + `/incidents/${key}/history?from=1&to=2`);
await press(ben, "main", say("Side by side", "左右に並べて"));
await ben.locator("table.sides").waitFor();
await seen(ben, "history-sides");
const cells = await ben.locator("table.sides tr:has(del):has(ins) td").evaluateAll((all) => all.slice(0, 2).map((e) => e.getBoundingClientRect().top));
if ((cells[0] === cells[1]) !== o.width > 640) problems.push(`the columns stand at ${cells}`);
const twice = await ben.locator("table.sides .same").first().locator("td:visible").count();
if (twice !== (o.width > 640 ? 2 : 1)) problems.push(`what did not change is shown ${twice} times`);
await done("walked " + key);
