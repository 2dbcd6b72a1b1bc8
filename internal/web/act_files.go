package web

import (
	"net/http"
	"strings"

	"github.com/pmtracker/pmtracker/internal/chart"
	"github.com/pmtracker/pmtracker/internal/incident"
)

// timelinePicture sends the picture of an incident as a file.
func (s *Server) timelinePicture(v *visit) error {
	room, _, err := s.room(v)
	if err != nil {
		return err
	}
	picture := chart.Timeline(inLang(room.in, v.lang, v.zoneOr(room.in.Zone)), room.series, v.now)
	if picture == nil {
		return incident.Tell(incident.NotFound, "the timeline of %s tells of no stretch of time", "%s の時系列には図にできる期間がありません", v.key)
	}
	v.send(http.StatusOK, "image/svg+xml", picture)
	return nil
}

func (s *Server) markdownFile(v *visit) error {
	_, seen, err := s.paperRoom(v)
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Disposition", `attachment; filename="`+fileName(v.key)+`.md"`)
	v.send(http.StatusOK, "text/markdown; charset=utf-8", seen.GivenOut())
	return nil
}

// exportFile sends the postmortem as one HTML file that needs nothing else.
func (s *Server) exportFile(v *visit) error {
	room, _, err := s.paperRoom(v)
	if err != nil {
		return err
	}
	p := v.page
	p.f(`<!doctype html><html lang="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{}</title><style>`, string(room.rendered.document.Lang), v.key+" "+room.in.Title)
	p.html(assets()["export.css"].plain)
	p.f(`</style></head><body>`)
	if picture := chart.Timeline(room.in, room.series, v.now); picture != nil {
		p.html(picture)
	}
	for _, part := range room.rendered.parts {
		p.html(part.html)
	}
	p.f(`</body></html>`)
	v.w.Header().Set("Content-Disposition", `attachment; filename="`+fileName(v.key)+`.html"`)
	v.w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
	v.send(http.StatusOK, "text/html; charset=utf-8", p.b)
	return nil
}

// fileName keeps of a key what may stand in a file's name.
func fileName(key string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return -1
	}, key)
}

// showKeys lists what the keyboard does.
func (s *Server) showKeys(v *visit) error {
	return v.show(frame{title: v.lang.Say("Keyboard", "キーボード操作")}, func(p *page) {
		p.f(`<div class="narrow"><h1>{}</h1><dl class="keys">`, p.lang.Say("Keyboard", "キーボード操作"))
		for _, k := range [][3]string{
			{"d", "declare an incident", "インシデントを宣言する"}, {"n", "write the title of a new incident, on the list", "一覧で新しいインシデントを書く"},
			{"l", "write a line of the timeline", "時系列を一行書く"}, {"r", "write the next report", "次の連絡を書く"},
			{"p", "review the postmortem", "ポストモーテムをレビューする"}, {"s", "show the source beside the text", "ソースを並べて表示する"}, {"e", "edit the text", "本文を編集する"},
			{"j k", "next and previous row or finding", "次・前の行や指摘へ"}, {"Esc", "leave the field", "入力欄から出る"},
			{"/", "search", "検索する"}, {"?", "this page", "このページ"},
		} {
			p.f(`<dt><kbd>{}</kbd></dt><dd>{}</dd>`, k[0], p.lang.Say(k[1], k[2]))
		}
		p.f(`</dl></div>`)
	})
}
