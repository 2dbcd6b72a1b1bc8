package cli

// helpJapanese says the texts of the help in Japanese.
var helpJapanese = map[string]string{
	// headings of groups
	"The incident:":                  "インシデント:",
	"The postmortem:":                "ポストモーテム:",
	"From the postmortem to closed:": "ポストモーテムからクローズまで:",
	"Operations:":                    "運用:",
	"Help about any command":         "コマンドのヘルプを表示",
	"Help provides help for any command in the application.\nSimply type pmtracker help [path to command] for full details.": "任意のコマンドのヘルプを表示します。\n" +
		"詳細は pmtracker help [コマンド] と入力すると表示されます。",
	"Generate the autocompletion script for the specified shell": "シェルの補完スクリプトを出力",

	// pmtracker
	"Incidents that may close only when behaviour changes": "行動が変わるまでクローズできないインシデント管理",
	"pmtracker writes the postmortem of an incident, opens its tickets, and refuses to close it\n" +
		"until every action item defines a change of behaviour and its ticket exists.": "pmtracker は、インシデントのポストモーテムを生成し、チケットを起票します。すべての恒久対応が\n" +
		"具体的な行動の変化を定め、実在するチケットに結び付くまで、クローズを拒否します。",
	"Print the version": "バージョンを表示",

	// flags of several commands
	"database: sqlite:FILE or postgres://… (default: PMTRACKER_DB, else a file in the data folder)": "データベース: sqlite:FILE または postgres://…（既定: PMTRACKER_DB、なければデータフォルダーのファイル）",
	"who acts (default: PMTRACKER_ACTOR, git's user.email, the login name)":                         "操作する人（既定: PMTRACKER_ACTOR、git の user.email、ログイン名の順）",
	"ticket system: github or jira": "チケットシステム: github または jira",
	"configuration file (default: PMTRACKER_CONFIG, or .pmtracker.yaml here or above)": "設定ファイル（既定: PMTRACKER_CONFIG、またはここか上位の .pmtracker.yaml）",
	"text or json": "text または json",

	// action
	"What the GitHub Action runs inside a workflow": "GitHub Action がワークフロー内で実行するコマンド",
	"What the GitHub Action (action.yml) runs inside a workflow. Inputs come as variables INPUT_NAME, the rest as the\n" +
		"runner sets it. Without a command the event decides: a pull request is judged, a push opens tickets, a schedule\n" +
		"posts the digest. docs/GITHUB-ACTION.md has workflows to copy.": "GitHub Action（action.yml）がワークフロー内で実行するコマンドです。入力は変数 INPUT_NAME、その他はランナーの\n" +
		"設定から受け取ります。コマンドを省くとイベントで決まります: プルリクエストは判定、push は起票、schedule は\n" +
		"ダイジェストの投稿。コピーして使えるワークフローは docs/GITHUB-ACTION.ja.md にあります。",

	// approve, close, verify
	"Approve this very revision of a postmortem":          "ポストモーテムのこの版を承認",
	"Run the gate, and close when every rule holds":       "クローズ条件を判定し、すべて満たせばクローズする",
	"only say what is missing":                            "不足している点だけを表示",
	"Record that an action item's check was seen to hold": "恒久対応の効果を確認したことを記録",
	"what was seen: a number, a link, a test run":         "確認した内容: 数値、リンク、テスト結果",
	"Record that an action item's check was seen to hold: the item is verified, which is more than done.\n" +
		"The day, the person and the evidence go into the item's field \"Verified\"; nothing else changes.": "恒久対応の効果を確認したことを記録します。「完了」の先の「確認済み」になります。\n" +
		"日付、確認者、根拠が恒久対応の欄「確認済み」に入り、ほかは何も変わりません。",

	// backup, restore
	"Write everything in the database to a file": "データベースの内容をすべてファイルに書き出す",
	"Write everything in the database to a file, while others go on working. It can be restored into SQLite and into\n" +
		"PostgreSQL, whichever it came from. It is JSON, a row a line, packed with gzip.": "稼働させたまま、データベースの内容をすべてファイルに書き出します。どちらのデータベースから書き出したものでも、\n" +
		"SQLite と PostgreSQL の両方に復元できます。形式は 1 行 1 レコードの JSON を gzip で圧縮したものです。",
	"Fill an empty database from a backup": "空のデータベースにバックアップを復元",
	"Fill an empty database from a backup. Everything comes in, or nothing; a database that has incidents is left alone.": "空のデータベースにバックアップを復元します。すべて取り込むか、何も取り込まないかのどちらかです。\n" +
		"インシデントのあるデータベースには手を付けません。",

	// check, explain, lsp
	"Check postmortems": "ポストモーテムを検査",
	"github or jira (default: what the configuration or environment names)":                    "github または jira（既定: 設定または環境変数のもの）",
	"ask the ticket provider whether each ticket exists and agrees":                            "各チケットが実在し、文書と一致するかを問い合わせる",
	"a missing ticket is a warning until the document is closed: it is opened after the merge": "チケットがなくても、クローズするまでは警告にとどめる（マージ後に作成されるため）",
	"colour the text also where it goes to no terminal":                                        "端末以外への出力にも色を付ける",
	"first correct what is mechanical: forms of dates, spellings of keys, missing sections":    "機械的に直せるもの（日付の形式、キーの表記、足りない節）を先に修正",
	"Check postmortems: the form, the words, the action items, and whether a document that says it is closed may be.\n" +
		"Folders are walked for *.md, apart from README.md, hidden folders and node_modules; \"-\" reads standard input.\n" +
		"Exit status: 0 no error, 1 errors, 2 something could not be read, 3 the ticket provider could not be asked.": "ポストモーテムの形式、言葉、恒久対応、そして status: closed の文書がクローズ条件を満たすかを検査します。\n" +
		"フォルダーを指定すると *.md をたどります（README.md、隠しフォルダー、node_modules を除く）。\"-\" は標準入力です。\n" +
		"終了コード: 0 エラーなし、1 エラーあり、2 読み取れないものがある、3 チケットシステムに問い合わせられない。",
	"Say why a rule is there, with good and bad examples": "規則の理由を、良い例と悪い例で説明",
	"Say of a rule of check, or of the close gate (G1 to G8), why it is there, what is bad and what is good,\n" +
		"and how to satisfy it. Without a rule, list them.": "検査の規則、またはクローズ条件（G1 〜 G8）について、理由、悪い例と良い例、満たし方を説明します。\n" +
		"規則を省くと一覧を表示します。",
	"language: en or ja (default: lang: of .pmtracker.yaml, else that of the environment)": "言語: en または ja（既定: .pmtracker.yaml の lang:、なければ環境の言語）",
	"Serve an editor: findings while typing, explanations, completion, fixes":              "エディターとの連携: 入力中の指摘、説明、補完、修正",
	"Speak the Language Server Protocol over standard input and output. A Markdown file counts as a postmortem when\n" +
		"its front matter names an incident, or when it lies in the folder postmortems: of .pmtracker.yaml.\n" +
		"docs/CHECKING.md shows how to set up Neovim, Helix and Emacs.": "標準入出力で Language Server Protocol を話します。フロントマターにインシデントの番号があるか、.pmtracker.yaml の\n" +
		"postmortems: のフォルダーにある Markdown ファイルを、ポストモーテムとして扱います。\n" +
		"Neovim、Helix、Emacs の設定は docs/CHECKING.ja.md にあります。",

	"changes nothing: many editors say so that they use standard input and output": "何も変わりません（標準入出力を使うことを示すために多くのエディターが付けます）",

	// checklist, decide, declare, log
	"Show the first-response checklist and what is due, or tick a step": "初動チェックリストと期限を表示、または項目を完了にする",
	"Show the checklist of the first thirty minutes with who did what when, what is overdue, and when the next report\n" +
		"is due. Steps that the timeline shows (containment, roles, the first report) are ticked by it.": "最初の 30 分のチェックリストを、実施者と時刻、期限を過ぎた項目、次の連絡の予定とともに表示します。\n" +
		"時系列からわかる項目（安全化、役割、初報）は自動で完了になります。",
	"Record a decision with its options": "選択肢とともに判断を記録",
	"Record a decision with its options, each with its uncertainty and what it costs to roll back (low, medium or high).\n" +
		"As soon as an option is highly uncertain, the cheapest rollback wins: choosing another one needs a reason.": "選択肢ごとの不確実性と切り戻しコスト（low、medium、high）とともに判断を記録します。\n" +
		"不確実性の高い選択肢があるときは、切り戻しコストが最も低いものが優先です。ほかを選ぶには理由が必要です。",
	"TEXT=UNCERTAINTY,ROLLBACK (repeat for several)": "内容=不確実性,切り戻しコスト（複数指定可）",
	"which option is taken, from 1":                  "採る選択肢の番号（1 から）",
	"why":                                            "理由",
	"Declare an incident and print its key":          "インシデントを宣言し、番号を表示",
	"what people cannot do":                          "利用者ができなくなっていること",
	"provisional severity: SEV1 (worst) to SEV4":     "暫定の重大度: SEV1（最も重い）〜 SEV4",
	"how customers are affected: none, degraded, partial or all; proposes the severity where none is given": "顧客への影響: none、degraded、partial、all。重大度を省いたときの目安になる",
	"data may be lost, wrong or seen by others: makes the safe stop the first step":                         "データの消失、破損、漏えいのおそれ: 安全化が最初の手順になる",
	"the service that is affected":                                     "影響を受けているサービス",
	"when it began (default: not known)":                               "発生時刻（既定: 不明）",
	"when it was noticed (default: now)":                               "検知時刻（既定: 現在）",
	"language: en or ja (default: the team's, else that of the title)": "言語: en または ja（既定: チームの言語、なければタイトルの言語）",
	"Append one event to an incident's timeline":                       "時系列にイベントを 1 件追記",
	"Append one event to an incident's timeline. Nothing that is written there is ever changed: a mistake is put\n" +
		"right by an event of kind correction. The kinds: detection, severity, containment, hypothesis, decision, action,\n" +
		"communication, kpi, note, correction. Roles and recovery have commands of their own.": "時系列にイベントを 1 件追記します。書いたものは決して変更されません。誤りは種別 correction のイベントで訂正します。\n" +
		"種別: detection、severity、containment、hypothesis、decision、action、communication、kpi、note、correction。\n" +
		"役割と復旧には専用のコマンドがあります。",
	"kind of event":                                                       "イベントの種別",
	"when it happened (default: now)":                                     "起きた時刻（既定: 現在）",
	"the role that acted: IC, Ops, Comm or Rec":                           "行動した役割: IC、Ops、Comm、Rec",
	"who acted; a postmortem shows the role in place of the name":         "行動した人（ポストモーテムには名前でなく役割が載る）",
	"evidence (repeat for several)":                                       "根拠へのリンク（複数指定可）",
	"the event that a correction puts right":                              "訂正するイベント",
	"the right time of that event; durations and the postmortem go by it": "そのイベントの正しい時刻。所要時間とポストモーテムはこれに従う",

	// deliveries, remind, report
	"Show what became of reports, reminders and the digest": "連絡、リマインダー、ダイジェストの送信結果を表示",
	"try those that failed again now":                       "失敗したものを今すぐ再送",
	"Show what became of each message about an incident, or of the last digest. With --retry, those that failed are tried again now.": "インシデントに関する各メッセージ、または直近のダイジェストの送信結果を表示します。--retry を付けると、失敗したものを今すぐ再送します。",
	"Give the reminders that are due, and try what was not delivered":                                                                 "期限のリマインダーを出し、届かなかったものを再送",
	"Give the reminders that are due in every open incident: overdue steps, the next report, nobody in command. Each\n" +
		"comes once, however often this runs. Messages that were not delivered are tried again. pmtracker serve does this\n" +
		"by itself; without a server, run it every minute.": "対応中の各インシデントについて、期限を過ぎた項目、次の連絡、IC の不在を知らせます。何度実行しても各 1 回だけです。\n" +
		"届かなかったメッセージは再送します。pmtracker serve は自動で行います。サーバーがない場合は毎分実行してください。",
	"Write a report, record it as sent, and print it": "連絡を作成し、送信済みとして記録し、表示",
	"Write a report (初報・定時報・完了報) from the timeline, record it as sent, and print it, ready to paste.\n" +
		"A first or periodic report needs the time of the next one.": "時系列から連絡（初報・定時報・完了報）を作成し、送信済みとして記録し、貼り付けられる形で表示します。\n" +
		"初報と定時報には、次の連絡の時刻が必要です。",
	"language: en or ja (default: the incident's)":                    "言語: en または ja（既定: インシデントの言語）",
	"whom it is for: internal or customers":                           "宛先: internal（社内）または customers（顧客）",
	"time of the next report":                                         "次の連絡の時刻",
	"or how long until then: 30m":                                     "または次の連絡までの時間: 30m",
	"field=text: what the timeline does not say (repeat for several)": "欄=内容: 時系列からわからないこと（複数指定可）",
	"send it to the addresses that reports: in .pmtracker.yaml names": ".pmtracker.yaml の reports: の宛先に送信",

	// digest
	"Say which action items are overdue or due soon, by owner": "期限切れ・期限間近の恒久対応を担当者別に表示",
	"Say which action items are overdue or due soon, by owner, oldest first.\n" +
		"It reads the folder that --from or .pmtracker.yaml names, else the database, and where there is none docs/postmortems.\n" +
		"The state of tickets in a folder is asked of the provider where it is set up (GITHUB_TOKEN, JIRA_URL …); otherwise\n" +
		"only an item whose document says that it was verified counts as done.\n" +
		"--send exits with 0 when everybody in digest.to got it (an unknown address of whom escalate_to names is a warning),\n" +
		"with 2 when somebody was not reached, with 3 when sending it again can help.": "期限切れ・期限間近の恒久対応を、担当者別に古い順で表示します。\n" +
		"--from または .pmtracker.yaml のフォルダーを読み、なければデータベース、それもなければ\n" +
		"docs/postmortems を読みます。フォルダーの場合、設定があれば\n" +
		"（GITHUB_TOKEN、JIRA_URL など）チケットの状態を問い合わせます。なければ、文書に確認済みと書かれたものだけを\n" +
		"完了とみなします。\n" +
		"--send の終了コードは、digest.to の全員に届けば 0（escalate_to の人の宛先がわからなくても警告だけ）、\n" +
		"届かない宛先があれば 2、送り直せば届く見込みがあれば 3 です。",
	"folder of the postmortems (default: postmortems: of .pmtracker.yaml, unless a database is named)": "ポストモーテムのフォルダー（既定: .pmtracker.yaml の postmortems:。データベースの指定時を除く）",
	"the day, YYYY-MM-DD (default: today in the team's zone)":                                          "基準日 YYYY-MM-DD（既定: チームのタイムゾーンの今日）",
	"text, markdown, html or json":                                                                     "text、markdown、html、json",
	"do not ask the provider about tickets":                                                            "チケットシステムに問い合わせない",
	"send it to digest: {to: […]} of .pmtracker.yaml, too":                                             ".pmtracker.yaml の digest: {to: […]} にも送信",

	// doctor, init, serve, mcp
	"Try what pmtracker needs, and say what is missing": "必要な設定と権限を試し、足りないものを表示",
	"Try what pmtracker needs: the configuration, the database, each right at the ticket system with the people of the\n" +
		"mapping, Slack (auth.test, users.info), the mail server (it signs in and sends nothing), and the query of each KPI.\n" +
		"It changes nothing. Exit 1: something needed is missing; exit 3: it could not be asked.": "設定、データベース、チケットシステムの各権限と people: の対応、Slack（auth.test、users.info）、メールサーバー（接続と認証のみで\n" +
		"送信はしない）、各 KPI のクエリを試します。何も変更しません。終了コード 1: 必要なものが足りない、3: 確認できない。",
	"Set up a repository: workflows, settings, issue form, template":        "リポジトリを準備: ワークフロー、設定、Issue フォーム、テンプレート",
	"where tickets are: github or jira":                                     "チケットの場所: github または jira",
	"the team's time zone, for example Asia/Tokyo":                          "チームのタイムゾーン。例: Asia/Tokyo",
	"folder of the postmortems (default: docs/postmortems)":                 "ポストモーテムのフォルダー（既定: docs/postmortems）",
	"who reviews postmortems, for CODEOWNERS: @acme/sre":                    "ポストモーテムのレビュアー（CODEOWNERS 用）: @acme/sre",
	"branch to which pull requests are merged (default: git's)":             "プルリクエストのマージ先のブランチ（既定: git の設定）",
	"time of the digest, in the team's zone":                                "ダイジェストの時刻（チームのタイムゾーン）",
	"calendar of public holidays: jp, us, gb, de or fr":                     "祝日カレンダー: jp、us、gb、de、fr",
	"pull requests come from forks: add the workflow that comments on them": "フォークからのプルリクエスト用に、コメントするワークフローを追加",
	"bring ticket links back as a pull request, not as a commit":            "チケットのリンクを、コミットでなくプルリクエストで書き戻す",
	"what workflows use (default: this release of pmtracker/pmtracker)":     "ワークフローが使う Action（既定: このリリースの pmtracker/pmtracker）",
	"ask nothing, take what the flags and the defaults say":                 "質問せず、オプションと既定値を使う",
	"overwrite files that say something else":                               "内容の違うファイルを上書き",
	"Set up a repository for postmortems: workflows of GitHub Actions, .pmtracker.yaml, an issue form for a new\n" +
		"incident, the postmortem's template, an index page, lines in CODEOWNERS. What no flag says is asked. A file\n" +
		"that is there and says something else is shown and kept, unless you say otherwise; a second run changes nothing.": "ポストモーテム用にリポジトリを準備します: GitHub Actions のワークフロー、.pmtracker.yaml、インシデントの Issue\n" +
		"フォーム、ポストモーテムのテンプレート、一覧ページ、CODEOWNERS の行。オプションにないことは質問します。内容の違うファイルが\n" +
		"すでにあれば、表示したうえで残します（上書きは選択時のみ）。2 回目の実行では何も変わりません。",
	"Serve the pages": "Web 画面を提供",
	"address to listen on; port 0 takes a free one":                                                                                                "待ち受けるアドレス（ポート 0 は空きポート）",
	"where people reach the pages, for example https://pm.example.com":                                                                             "利用者から見た URL。例: https://pm.example.com",
	"people sign in (always so once there is an account, or an identity provider in the environment)":                                              "サインインを求める（アカウントか、環境変数の ID プロバイダーがあれば常に有効）",
	"network of proxies whose X-Forwarded-For is believed, for example 10.1.0.0/16 (repeat for several; default: this machine, with --public-url)": "X-Forwarded-For を信頼するプロキシのネットワーク。例: 10.1.0.0/16（複数指定可。--public-url 指定時の既定: このマシン）",
	"let assistants at /mcp change what the owner of their token may change":                                                                       "/mcp のアシスタントに、トークンの所有者と同じ変更を許可",
	"what somebody may do who signs in elsewhere for the first time: viewer, responder, reviewer or admin":                                         "外部の ID で初めてサインインした人の権限: viewer、responder、reviewer、admin",
	"Help those in who sign in at the pages":                                                                                                       "サインインできない人のアカウントを復旧",
	"Give an account another password":                                                                                                             "アカウントのパスワードを変更",
	"Give an account another password, read as one line from standard input, and end its sessions. It works on the\n" +
		"database itself, so that an admin who is locked out gets in again.": "標準入力から 1 行で読んだ新しいパスワードをアカウントに設定し、そのセッションを終了します。データベースを直接\n" +
		"変更するため、サインインできなくなった管理者も復帰できます。",
	"Answer an assistant over standard input and output (Model Context Protocol)":              "標準入出力でアシスタントに応答（Model Context Protocol）",
	"let the assistant log events, tick steps, comment, fill in action items and open tickets": "アシスタントに、記録、チェック、コメント、恒久対応の記入、起票を許可",

	// gameday
	"Plan exercises and record which action items' checks they prove": "演習を計画し、恒久対応の効果確認を記録",
	"Plan an exercise and print its key":                              "演習を計画し、番号を表示",
	"what is exercised":                                               "演習の内容",
	"the day, YYYY-MM-DD":                                             "実施日 YYYY-MM-DD",
	"an action item whose check it proves: INC-2026-0042/AI-1 (repeat for several)":                    "効果を確認する恒久対応: INC-2026-0042/AI-1（複数指定可）",
	"Record what was seen of one check":                                                                "確認の結果を 1 件記録",
	"Record what was seen of one check. When it held, the action item is verified, with the evidence.": "確認の結果を 1 件記録します。効果を確認できた恒久対応は、根拠とともに「確認済み」になります。",
	"the check was seen to hold":                                                                       "効果を確認できた",
	"it was seen not to hold":                                                                          "効果がないことを確認した",
	"what was seen: a number, a link":                                                                  "確認した内容: 数値、リンク",
	"List the exercises and what was seen at them":                                                     "演習と確認結果の一覧を表示",

	// generate, new
	"Write the postmortem of a timeline or an incident": "時系列またはインシデントからポストモーテムを生成",
	"Write the postmortem of a timeline file, or of an incident in the database. That of an incident is kept there as\n" +
		"a revision, which is brought up to date when this runs again. In a file that people have edited, --update writes\n" +
		"the new rows of the timeline and no other byte, and --refresh also the times, and the rows of KPIs, reports, gaps,\n" +
		"decisions and roles that are not there yet. What people wrote stays.": "時系列ファイル、またはデータベースのインシデントからポストモーテムを生成します。インシデントの場合は版として\n" +
		"保存され、再実行すると最新になります。人が編集したファイルには、--update は時系列の新しい行だけを書き込み、\n" +
		"--refresh はさらに、未記入の時刻と、KPI・連絡・空白・判断・役割の足りない行も書き込みます。人が書いた部分は残ります。",
	"language: en or ja (default: the timeline's)":                                                    "言語: en または ja（既定: 時系列の言語）",
	"a template of your own":                                                                          "独自のテンプレート",
	"write to this file":                                                                              "書き込むファイル",
	"write the new rows of the timeline into the file, and no other byte":                             "時系列の新しい行だけをファイルに書き込む",
	"as --update, and fill in times and tables, and leave what people wrote":                          "--update に加え、時刻と表も埋める（人が書いた部分は変えない）",
	"course and KPI curves: auto, file (an SVG beside -o), data (inside the document), mermaid, none": "経過と KPI の図: auto、file（-o と同じ場所の SVG）、data（文書に埋め込み）、mermaid、none",
	"Write a fresh postmortem into the right folder, with the next free key":                          "空のポストモーテムを所定のフォルダーに次の番号で作成",
	"Write a fresh postmortem into the folder that .pmtracker.yaml names, else docs/postmortems, with the next free key.\n" +
		"What no flag says is asked. The path is printed; a file that is there is never overwritten.": ".pmtracker.yaml のフォルダー（なければ docs/postmortems）に、次の空き番号でポストモーテムを作成します。\n" +
		"オプションにないことは質問します。パスを表示し、既存のファイルは決して上書きしません。",
	"folder of the postmortems (default: postmortems: of .pmtracker.yaml, else docs/postmortems)": "ポストモーテムのフォルダー（既定: .pmtracker.yaml の postmortems:、なければ docs/postmortems）",
	"what people could not do": "利用者ができなかったこと",
	"SEV1 to SEV4":             "SEV1 〜 SEV4",
	"the service":              "サービス",
	"when it began":            "発生時刻",
	"when it was detected":     "検知時刻",
	"who writes the postmortem (default: as for --as elsewhere)":                              "ポストモーテムの執筆者（既定: ほかのコマンドの --as と同じ）",
	"a template of your own (default: .github/pmtracker/postmortem.LANG.md, where it exists)": "独自のテンプレート（既定: あれば .github/pmtracker/postmortem.LANG.md）",

	// save
	"Store an edited postmortem as the next revision": "編集したポストモーテムを次の版として保存",
	"Store a postmortem that people edited in a file (generate INC -o FILE) as the next revision of an incident in the\n" +
		"database. The file says from which revision it was made; when somebody saved another in the meantime, nothing is\n" +
		"stored, so that nobody's work is lost. \"-\" reads standard input.": "ファイル（generate INC -o FILE）で編集したポストモーテムを、データベースのインシデントの次の版として保存します。\n" +
		"どの版から作られたかはファイルに書かれています。その間に誰かが別の版を保存していたら、誰の作業も失われないよう、\n" +
		"何も保存しません。\"-\" は標準入力です。",
	"what was changed": "変更の内容",
	"the newest revision, which this text may replace (default: what base_revision: in the file says)": "この内容で置き換えてよい最新の版（既定: ファイルの base_revision: の値）",

	// import, list, show, search, similar
	"Take timelines, postmortems and other tools' exports into the database": "時系列、ポストモーテム、他ツールの出力をデータベースに取り込む",
	"Take timeline files (YAML, JSON) and postmortem files (Markdown) into the database, each as an incident; or what\n" +
		"other tools kept of one incident, all files together: a channel of a Slack export, PagerDuty log entries and\n" +
		"webhooks, and payloads of Opsgenie, Alertmanager, Grafana and Statuspage. Their times are converted, and kinds of\n" +
		"event are proposed: --dry-run prints the proposal as a timeline file, with the line that each event comes from, to\n" +
		"correct and then import. Without it, what sounds like a containment or a recovery comes in as a note. All come in, or\n" +
		"none does. A postmortem that says closed comes in as in review: in the database it closes by the gate alone.": "時系列ファイル（YAML、JSON）とポストモーテム（Markdown）を、それぞれ 1 件のインシデントとして取り込みます。\n" +
		"または、他ツールに残った 1 件分の記録をまとめて取り込みます: Slack エクスポートのチャンネル、PagerDuty のログと\n" +
		"Webhook、Opsgenie、Alertmanager、Grafana、Statuspage のペイロード。時刻を変換し、イベントの種別を提案します。\n" +
		"--dry-run は、元の行を添えた時系列ファイルとして提案を表示します。修正してから取り込めます。\n" +
		"付けなければ、安全化や復旧と読める行は note として取り込みます。\n" +
		"すべて取り込むか、何も取り込まないかのどちらかです。status: closed のポストモーテムは、レビュー中として取り込みます\n" +
		"（データベースでのクローズには、クローズ条件の判定が必要です）。",
	"title of the incident that exports tell of (default: what they say)":             "出力が示すインシデントのタイトル（既定: 出力の内容から）",
	"its severity (default: what they say, else SEV3)":                                "重大度（既定: 出力の内容から、なければ SEV3）",
	"zone in which its times are shown, for example Asia/Tokyo (default: the team's)": "時刻を表示するタイムゾーン。例: Asia/Tokyo（既定: チームの設定）",
	"print the proposed timeline of exports and store nothing":                        "提案する時系列を表示し、何も保存しない",
	"List the incidents, the newest first":                                            "インシデントを新しい順に一覧表示",
	"only these: declared, contained, recovered, in_review, closed":                   "この状態だけ: declared、contained、recovered、in_review、closed",
	"only those of this service":                                                      "このサービスだけ",
	"at most so many (0: all)":                                                        "最大件数（0: すべて）",
	"Show an incident, a postmortem file or a timeline file":                          "インシデント、ポストモーテム、時系列ファイルを表示",
	"Find incidents by their words":                                                   "言葉でインシデントを検索",
	"Find the incidents whose title, timeline, reports or postmortem have every word, also as a part of a longer one:\n" +
		"those whose title has them first, then the newest. Quotation marks keep words together.": "タイトル、時系列、連絡、ポストモーテムにすべての語を含むインシデントを探します（語の一部でも一致）。\n" +
		"タイトルに含むものが先、次に新しい順です。引用符で囲むと、続いた語として探します。",
	"Show earlier incidents like this one": "過去の似たインシデントを表示",
	"Show earlier incidents like this one, with the action items that should have prevented it and what became of them.\n" +
		"An incident is compared with the others of the database, a file with the other postmortems of its folder. The tickets of\n" +
		"files are asked about where the provider is set up (GITHUB_TOKEN, JIRA_URL …).": "過去の似たインシデントを、再発を防ぐはずだった恒久対応とその後の状況とともに表示します。\n" +
		"インシデントはデータベース内のものと、ファイルは同じフォルダーのポストモーテムと比べます。\n" +
		"ファイルの場合、設定があれば（GITHUB_TOKEN、JIRA_URL など）チケットの状態を問い合わせます。",
	"folder of the postmortems with which a file is compared (default: its own)": "ファイルと比べるポストモーテムのフォルダー（既定: 同じフォルダー）",

	// amend
	"Put the title, service, severity or beginning of an incident right": "インシデントの題名、サービス、重大度、発生時刻を訂正",
	"Put the title, service or severity of an incident right, or when it began, and its postmortem where that says the same.\n" +
		"Another severity stands in the timeline.": "インシデントの題名、サービス、重大度、発生時刻を訂正します。同じ内容が書かれたポストモーテムも訂正します。\n" +
		"重大度の変更は時系列に残ります。",
	"severity: SEV1 (worst) to SEV4":     "重大度: SEV1（最も重い）〜 SEV4",
	"what is affected; \"\": no service": "影響を受けているサービス（\"\" で指定なし）",

	// recover, reopen, role
	"Declare recovery, by the KPIs": "KPI に基づいて復旧を宣言",
	"Declare recovery. It goes by numbers: every KPI inside its normal range, or entered by hand with who read it.\n" +
		"What speaks against it is said, and then nothing changes. Where Prometheus shows a KPI outside of its range while\n" +
		"the value that was read is inside, both are recorded in the timeline.": "復旧を宣言します。判断は数値で行います: すべての KPI が正常範囲にあるか、読み取った人とともに手で入力します。\n" +
		"満たさない点があれば表示し、何も変更しません。入力した値が範囲内でも Prometheus の値が範囲外であれば、両方を時系列に記録します。",
	"NAME=VALUE that somebody read, with its unit if you like (repeat for several)":                                                                   "読み取った値 名前=値。単位も書ける（複数指定可）",
	"NAME=LOW..HIGH, the normal range of a KPI entered by hand, where the configuration fixes none and Prometheus does not show the KPI outside, too": "手で入力した KPI の正常範囲 名前=下限..上限（設定で固定した KPI と、Prometheus の値も範囲外の KPI では使いません）",
	"who read them (default: who runs this)":                                                   "値を読み取った人（既定: 実行した人）",
	"why there was no containment, where there was none":                                       "安全化がなかった場合の理由",
	"when service was back, which the values until then and since have to show (default: now)": "復旧した時刻。その時刻までと、その後の値で判定します（既定: 現在）",
	"Take a closed incident back into review":                                                  "クローズしたインシデントをレビューに戻す",
	"why; it stays in the timeline":                                                            "理由（時系列に残る）",
	"Assign, release or hand over a role":                                                      "役割の割り当て、解除、引き継ぎ",
	"Assign, release or hand over a role of the first response. One person holds at most two roles in an incident;\n" +
		"the IC decides, and holds no Ops role.": "初動の役割を割り当て、解除し、引き継ぎます。1 人が兼ねられる役割は 2 つまでです。\n" +
		"IC は判断に専念し、Ops を兼ねません。",
	"what is handed over": "引き継ぐ内容",

	// tickets
	"Open the tickets of action items, and keep both in step": "恒久対応のチケットを起票し、同期を保つ",
	"Open a ticket for each action item without one":          "チケットのない恒久対応を起票",
	"Open a ticket for each action item without one and write its link into the postmortem.\n" +
		"Run again, or after a crash at any point, it opens no second ticket: it looks first.": "チケットのない恒久対応を起票し、リンクをポストモーテムに書き込みます。\n" +
		"再実行しても、どこで中断した後でも、二重に起票しません。先に既存のチケットを探します。",
	"print what would be sent, and send nothing": "送る内容を表示し、何も送らない",
	"Let an action item take an existing ticket": "既存のチケットを恒久対応に結び付ける",
	"Let an action item take an existing ticket. The provider is asked whether it exists; a ticket of another\n" +
		"organisation, or one that this account may not see, is refused.": "既存のチケットを恒久対応に結び付けます。実在するかを問い合わせ、別の組織のチケットや、\n" +
		"このアカウントから見えないチケットは拒否します。",
	"Bring back state, owner, due date and title of tickets": "チケットの状態、担当、期限、タイトルを照合",
	"Ask the provider about every ticket and say where it and the document differ, side by side.\n" +
		"Exit 1: something differs, a ticket is missing or may not be read; exit 2 or 3: a postmortem could not be read, or a ticket not be\n" +
		"asked about, which stops no other. A target may be a folder; without one it is the folder of\n" +
		"the postmortems (postmortems: of .pmtracker.yaml), or with --db every incident of the database.": "すべてのチケットを問い合わせ、文書との違いを並べて表示します。終了コード 1: 違いがある、チケットがない、またはチケットを読む権限がない。\n" +
		"終了コード 2 または 3: 読めない文書や照会できないチケットがある（ほかの処理は続けます）。\n" +
		"対象にはフォルダーも指定できます。省くとポストモーテムのフォルダー（.pmtracker.yaml の postmortems:）、\n" +
		"--db を付けるとデータベースの全インシデントが対象です。",
	"settle what differs: doc takes over what the ticket says, ticket what the document says": "違いを解消: doc は文書をチケットに合わせ、ticket はチケットを文書に合わせる",
}
