package postmortem

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/golang-sql/civil"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// sameModel compares incidents by what a document carries.
func sameModel() cmp.Options {
	return cmp.Options{
		cmpopts.EquateEmpty(),
		cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) }),
		cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() }),
	}
}

func TestGenerateThenParseGivesTheSameModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := anyIncident(t)
		tmpl, err := BuiltinTemplate(in.Lang)
		if err != nil {
			t.Fatal(err)
		}
		text, err := Generate(in, tmpl)
		if err != nil {
			t.Fatal(err)
		}
		d, err := Parse("x.md", text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if diff := cmp.Diff(withRoles(in), d.Incident(), sameModel()); diff != "" {
			t.Fatalf("the model differs (-went in +came back):\n%s\n%s", diff, text)
		}
		if len(d.Front.problems) > 0 {
			t.Fatalf("front matter: %v\n%s", d.Front.problems, text)
		}
	})
}

// anyLine draws a text as a timeline file may hold it: one line, without space
// around it, full of what means something to Markdown.
func anyLine(t *rapid.T, label string) string {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{
			"|", `\|`, `\`, "<br>", "&lt;br>", "&#92;", "&amp;", "`code | x`", "**bold**", "_", "#", "###", "- ", "* ", "1. ", ": ", "：",
			"[x](http://y.z)", "<https://a.b/c>", "<pod-name>", `\<x y>`, "</b>", "<br/>", "<", ">", "<?x", "<!X ", "](<a b>)", "`<t>`", "`", "<!-- c -->", "⟨", "⟩", "決済が失敗した。", "絵文字🙂", "AI-1: ", "---", "~~~", "```", "$", "{{.X}}",
			"&#35;", "&amp;#35;", "{#x}", " {#y}", "&#125;", "　", "…", "\t", "'", `"`, "@akiko", "%", "！",
		}),
		rapid.StringMatching(`[a-zA-Z0-9 ,.;:!?()/-]{1,12}`),
		rapid.StringN(0, 4, -1),
	)
	text := strings.Join(rapid.SliceOfN(piece, 1, 6).Draw(t, label), "")
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r >= 0x7f && r < 0xa0 || r == 0xfeff || r == 0x2028 || r == 0x2029 || r == 0xfffd {
			return -1
		}
		return r
	}, text)
	text = strings.TrimSpace(text)
	if incident.FieldBefore.Unwritten(text) || incident.IsPrompt(text) || len(struckOut(encodeValue(text))) > 0 {
		return "x" + label // what is struck through is no part of a field
	}
	return text
}

// anyText draws a text of several lines, as an event may have.
func anyText(t *rapid.T, label string) string {
	lines := rapid.IntRange(1, 3).Draw(t, label+"-lines")
	var texts []string
	for i := range lines {
		texts = append(texts, anyLine(t, fmt.Sprint(label, i)))
	}
	return strings.Join(texts, "\n")
}

func anyIncident(t *rapid.T) incident.Incident {
	zone, err := time.LoadLocation(rapid.SampledFrom([]string{"UTC", "Asia/Tokyo", "Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Apia"}).Draw(t, "zone"))
	if err != nil {
		t.Fatal(err)
	}
	moment := func(label string) time.Time {
		at := time.Unix(rapid.Int64Range(1_700_000_000, 1_800_000_000).Draw(t, label), 0)
		if rapid.Bool().Draw(t, label+"-minute") {
			at = at.Truncate(time.Minute)
		}
		if rapid.IntRange(0, 9).Draw(t, label+"-nano") == 0 {
			at = at.Add(123456789)
		}
		return at
	}
	in := incident.Incident{
		Key: rapid.StringMatching(`INC-20[0-9]{2}-[0-9]{4}`).Draw(t, "key"), Title: anyLine(t, "title"), Zone: zone,
		Severity: rapid.SampledFrom(incident.Severities()).Draw(t, "severity"),
		Lang:     rapid.SampledFrom([]incident.Lang{incident.English, incident.Japanese}).Draw(t, "lang"),
	}
	if rapid.Bool().Draw(t, "more") {
		in.Service, in.Author, in.OccurredAt = anyLine(t, "service"), anyLine(t, "author"), moment("occurred")
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "events") {
		e := incident.Event{At: moment(fmt.Sprint("at", i)), Kind: rapid.SampledFrom(incident.EventKinds()).Draw(t, "kind"), Text: anyText(t, fmt.Sprint("text", i))}
		e.Role = rapid.SampledFrom(append(incident.Roles(), "")).Draw(t, "role")
		for j := range rapid.IntRange(0, 2).Draw(t, "links") {
			e.Links = append(e.Links, anyLink(t, fmt.Sprint("link", i, "-", j)))
		}
		in.Events = append(in.Events, e)
	}
	incident.SortEvents(in.Events)
	anyTables(t, &in, moment)
	anyItems(t, &in)
	return in
}

// anyLink draws evidence: an address, a path or a name, full of what means something
// to Markdown, to a table and between two links.
func anyLink(t *rapid.T, label string) string {
	begin := rapid.SampledFrom([]string{"https://kibana.example.com/app/discover#/?_g=", "mailto:a@b.c?x=", "docs/runs/", "runs on ", "(", "C:"}).Draw(t, label+"-begin")
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{"(filters:!(),time:(from:now-1h))", "(", ")", "|", `\|`, `\`, "[", "]", "<", ">", "](", "&", "&amp;", "&#92;", "&lt;br>", "<!-- c -->", "`", "*", "_", "%28", "%20", ",", " ", "#", "日本", "🙂"}),
		rapid.StringMatching(`[a-zA-Z0-9,.;:!?=/-]{1,8}`),
	)
	return strings.TrimSpace(begin + strings.Join(rapid.SliceOfN(piece, 0, 5).Draw(t, label), "") + "z")
}

func anyTables(t *rapid.T, in *incident.Incident, moment func(string) time.Time) {
	for i := range rapid.IntRange(0, 3).Draw(t, "kpis") {
		k := incident.KPI{Name: anyLine(t, fmt.Sprint("kpi", i)), Unit: rapid.SampledFrom([]string{"", "%", "ms", "req/s", "5xx/min"}).Draw(t, "unit")}
		if rapid.Bool().Draw(t, "value") {
			v := rapid.Float64Range(-1e6, 1e6).Draw(t, "v")
			k.Value, k.ReadBy = &v, anyLine(t, "reader")
		}
		if rapid.Bool().Draw(t, "baseline") {
			low := rapid.Float64Range(-1e3, 1e3).Draw(t, "low")
			k.Baseline = &incident.Range{Low: low, High: low + rapid.Float64Range(0, 1e3).Draw(t, "width")}
			switch rapid.SampledFrom([]string{"closed", "low", "high", "strict"}).Draw(t, "ends") {
			case "low":
				k.Baseline = &incident.Range{Low: low, High: math.Inf(1), Above: rapid.Bool().Draw(t, "above")}
			case "high":
				k.Baseline = &incident.Range{Low: math.Inf(-1), High: low, Below: rapid.Bool().Draw(t, "below")}
			case "strict":
				k.Baseline = &incident.Range{Low: low, High: low + 1, Above: rapid.Bool().Draw(t, "above"), Below: rapid.Bool().Draw(t, "below")}
			}
		}
		in.KPIs = append(in.KPIs, k)
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "reports") {
		r := incident.Report{Kind: rapid.SampledFrom(incident.ReportKinds()).Draw(t, "report"), SentAt: moment(fmt.Sprint("sent", i)), Audience: anyLine(t, "audience")}
		if r.Kind != incident.ReportCompletion {
			r.NextAt = moment(fmt.Sprint("next", i))
		} else {
			r.Tickets = []string{"https://github.com/acme/checkout/issues/7", "PAY-12"}[:rapid.IntRange(0, 2).Draw(t, "tickets")]
		}
		in.Reports = append(in.Reports, r)
	}
}

// anyList draws what may stand below the lead of a field.
func anyList(t *rapid.T, lead string) string {
	text := lead
	if typedMark().MatchString(lead) {
		return lead // it would be an entry
	}
	for i, mark := range rapid.SampledFrom([][]string{nil, nil, {"- ", "- "}, {"1. ", "2. ", "   - ", "     1. "}, {"- ", "  - ", "\n  ", "- ", "\n"}, {"\n"}, {"\n3. ", "4. ", "\n", "1. "}}).Draw(t, "marks") {
		text += "\n" + mark + "x " + anyLine(t, fmt.Sprint("entry", i))
	}
	if incident.Unwritten(text) {
		return lead
	}
	if text = strings.TrimSpace(text); lead == "" && len(textParts(text)) == 1 {
		return textParts(text)[0].words(text)
	}
	return text
}

func anyItems(t *rapid.T, in *incident.Incident) {
	for i := range rapid.IntRange(0, 4).Draw(t, "items") {
		a := incident.ActionItem{ID: itemID(i + 1), Title: anyLine(t, fmt.Sprint("item", i))}
		some := func(label string) string {
			if rapid.Bool().Draw(t, label) {
				return anyLine(t, label)
			}
			return ""
		}
		a.When, a.Before, a.After, a.VerifiedBy = some("when"), some("before"), anyList(t, some("after")), anyList(t, some("check"))
		a.Verified = some("verified")
		a.Owner = rapid.SampledFrom([]string{"", "@akiko", "5b10ac8d82e05b22cc7d4ef5", "佐藤"}).Draw(t, "owner")
		a.Ticket = rapid.SampledFrom([]string{"", "https://github.com/acme/checkout/issues/812", "PAY-12"}).Draw(t, "ticket")
		a.Kind = rapid.SampledFrom(append(incident.ActionKinds(), "")).Draw(t, "kind")
		if rapid.Bool().Draw(t, "due") {
			a.Due = civil.DateOf(time.Unix(rapid.Int64Range(1_700_000_000, 1_800_000_000).Draw(t, "day"), 0).UTC())
		}
		in.ActionItems = append(in.ActionItems, a)
	}
}
