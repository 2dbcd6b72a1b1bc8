package web

// frame is what stands around the content of a page.
type frame struct {
	title string // of the window
	here  string // path of the page, for the way back after a choice
	nav   string // the entry of the navigation that is open: incidents, items, trends, …
	wide  bool   // two columns need more room than a text
	sent  bool   // it answers a form; one that stands on it came back with what was typed
}

// titled names the page of an incident on which something of it is shown.
func (v *visit) titled(english, japanese string) string {
	return v.key + " " + v.lang.Say(english, japanese)
}

// open appends everything before the content.
func (p *page) open(fr frame) {
	files := assets()
	theme := ""
	if p.theme != "" {
		theme = p.theme
	}
	p.f(`<!doctype html><html lang="{}"`, string(p.lang))
	if theme != "" {
		p.f(` data-theme="{}"`, theme)
	}
	p.f(`><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>{} · pmtracker</title>`, fr.title)
	p.f(`<meta name="htmx-config" content='{"includeIndicatorCSS":false,"history":false}'>`)
	p.f(`<link rel="icon" href="{}" type="image/svg+xml"><link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}">`,
		files["icon.svg"].address, files["pico.min.css"].address, files["app.css"].address)
	p.f(`<script src="{}" defer></script><script src="{}" defer></script><script src="{}" defer></script><script src="{}" defer></script></head><body`,
		files["htmx.min.js"].address, files["unsent.js"].address, files["live.js"].address, files["app.js"].address)
	if fr.sent {
		p.f(` data-came-back`)
	}
	p.f(`>`)
	p.f(`<a class="skip" href="#content">{}</a>`, p.lang.Say("Skip to the content", "本文へ移動"))
	p.banner(fr)
	if fr.wide {
		p.f(`<main id="content" class="wide">`)
	} else {
		p.f(`<main id="content">`)
	}
}

func (p *page) banner(fr frame) {
	p.f(`<header class="site"><a class="brand" href="/"><svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true"><path d="M4 19h6l3-9 5 15 3-9h7" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/></svg><span>pmtracker</span></a>`)
	p.f(`<nav aria-label="{}"><ul>`, p.lang.Say("Main", "メイン"))
	for _, e := range [][4]string{
		{"incidents", "/", "Incidents", "インシデント"}, {"items", "/items", "Action items", "恒久対応"}, {"trends", "/trends", "Trends", "傾向"},
	} {
		p.f(`<li><a href="{}"`, e[1])
		if fr.nav == e[0] {
			p.f(` aria-current="page"`)
		}
		p.f(`>{}</a></li>`, p.lang.Say(e[2], e[3]))
	}
	p.f(`</ul></nav><a class="search" href="/#q" data-key="/" title="{}"><svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><circle cx="8.5" cy="8.5" r="5.5" fill="none" stroke="currentColor" stroke-width="2"/><path d="m13 13 5 5" stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg><span class="vh">{}</span></a>`,
		p.lang.Say("Search", "検索"), p.lang.Say("Search", "検索"))
	if p.can.declare {
		// On a phone the verb alone is seen, so that the header takes two lines.
		p.f(`<a class="declare" href="/declare" data-key="d"><span class="rest">{}</span>{}<span class="rest">{}</span></a>`,
			p.lang.Say("", "インシデントを"), p.lang.Say("Declare", "宣言"), p.lang.Say(" an incident", ""))
	}
	p.f(`</header>`)
}

// close appends everything after the content.
func (p *page) close(fr frame) {
	p.f(`</main><footer class="site"><form method="post" action="/preferences" class="choices"><input type="hidden" name="back" value="{}">`, fr.here)
	p.f(`<button name="lang" value="en" lang="en"`)
	p.pressed(p.lang == "en")
	p.f(`>English</button><button name="lang" value="ja" lang="ja"`)
	p.pressed(p.lang == "ja")
	p.f(`>日本語</button><span class="gap"></span>`)
	for _, t := range [][3]string{{"light", "Light", "ライト"}, {"dark", "Dark", "ダーク"}, {"", "Automatic", "自動"}} {
		p.f(`<button name="theme" value="{}"`, t[0])
		p.pressed(p.theme == t[0])
		p.f(`>{}</button>`, p.lang.Say(t[1], t[2]))
	}
	p.f(`</form><p class="zone">`)
	if p.zone != nil {
		p.say("Times in %s", "時刻は %s", p.zone.String())
	} else {
		p.say("Times in the zone of each incident", "時刻は各インシデントのタイムゾーン")
	}
	p.f(`</p><p>`)
	if p.name != "" {
		p.f(`<a href="/account">{}</a> · `, p.name)
	}
	p.f(`<a href="/api">API</a> · <a href="/keys">{}</a></p></footer></body></html>`, p.lang.Say("Keyboard", "キーボード操作"))
}

func (p *page) pressed(on bool) {
	if on {
		p.f(` aria-pressed="true"`)
	} else {
		p.f(` aria-pressed="false"`)
	}
}

// access is what the person for whom a page is made may do, as tracker says;
// the page only leaves out what would be refused.
type access struct {
	respond, review, admin bool

	declare  bool     // for any service
	services []string // for whose incidents alone that is; none: for all
}
