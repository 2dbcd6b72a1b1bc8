package action

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/chart"
	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/digest"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// The files of the index, beside the postmortems.
const (
	indexPage  = "README.md"
	indexTrend = "mttr.svg"
)

// index writes the index page and nothing else.
func (j *Job) index(ctx context.Context) error {
	return j.bringBack(ctx, delivery{
		branch: "pmtracker/index",
		title:  [2]string{"pmtracker: bring the index of postmortems up to date", "pmtracker: ポストモーテムの一覧を更新"},
		body:   [2]string{"Brings the index page of the postmortems up to date.", "ポストモーテムの一覧ページを更新します。"},
	}, func(ctx context.Context, c config.Config) (merged, error) {
		m := merged{lang: langOf(c)}
		folders, err := j.present(c, nil)
		if err != nil {
			return m, err
		}
		return m, j.writeIndex(ctx, c, folders, &m)
	})
}

// writeIndex writes the page of each folder and its trend. A README that people
// wrote themselves is left alone.
func (j *Job) writeIndex(ctx context.Context, c config.Config, folders []string, m *merged) error {
	for _, folder := range folders {
		there, err := j.root.ReadFile(path.Join(folder, indexPage))
		if err == nil && !tracker.IsIndexPage(there) {
			m.lines = append(m.lines, "- "+m.lang.Say("%s was written by people; begin it with %s, and the index takes its place", "%s は人が書いたものです。先頭に %s を書くと、一覧に置き換わります",
				codeSpan(path.Join(folder, indexPage)), codeSpan(tracker.IndexMark)))
			continue
		}
		page, trend, err := j.indexOf(ctx, c, folder)
		if err != nil {
			return err
		}
		for name, text := range map[string][]byte{indexPage: page, indexTrend: trend} {
			m.index = append(m.index, path.Join(folder, name))
			if err := j.put(path.Join(folder, name), text, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// indexRow is one incident of the index.
type indexRow struct {
	doc                       *postmortem.Document
	day                       civil.Date
	unmet                     int
	open, overdue, unverified int
	recovery                  *time.Duration
}

// indexOf makes the page and the picture of one folder.
func (j *Job) indexOf(ctx context.Context, c config.Config, folder string) (page, trend []byte, err error) {
	docs, err := tracker.LoadFolder(ctx, filepath.Join(j.dir, folder), c.Zone)
	if docs == nil && err != nil {
		return nil, nil, err
	}
	states, err := j.states(ctx, c, docs)
	if tracker.UnreadIn(err) != nil {
		warn(j.Out, err, langOf(c))
	}
	asked := err == nil
	if !asked { // of a part nothing is told: a count of it would be taken for that of all
		states = nil
	}
	now := j.Now()
	rows := make([]indexRow, len(docs))
	for i, d := range docs {
		rows[i] = rowOf(d, c, states, now)
	}
	slices.SortStableFunc(rows, func(a, b indexRow) int {
		return cmp.Or(cmp.Compare(b.day.DaysSince(a.day), 0), cmp.Compare(tracker.KeyOf(b.doc), tracker.KeyOf(a.doc)))
	})
	trend = drawTrend(rows, langOf(c))
	return indexMarkdown(rows, folder, j.dir, langOf(c), trend != nil, asked), trend, nil
}

// states asks about the tickets, where that can be done.
func (j *Job) states(ctx context.Context, c config.Config, docs []*postmortem.Document) (tracker.TicketStates, error) {
	p, err := j.provider(c)
	if err != nil {
		return nil, err
	}
	return tracker.AskTickets(ctx, p, docs)
}

func rowOf(d *postmortem.Document, c config.Config, states tracker.TicketStates, now time.Time) indexRow {
	today := civil.DateOf(now.In(c.ZoneOr(time.UTC)))
	o := tracker.CheckOptions(c, now)
	o.Exists, o.Tickets = nil, states[d]
	snapshot := d.Snapshot(postmortem.Check(d, o).Findings, o)
	row := indexRow{doc: d, unmet: len(incident.Gate(snapshot))}
	if !snapshot.OccurredAt.IsZero() {
		row.day = civil.DateOf(snapshot.OccurredAt.In(d.Zone))
	}
	detected := d.Front.DetectedAt
	if e, ok := d.Incident().First(incident.KindDetection); ok && detected.IsZero() {
		detected = e.At
	}
	if took := snapshot.RecoveredAt.Sub(detected); !detected.IsZero() && !snapshot.RecoveredAt.IsZero() && took >= 0 {
		row.recovery = &took
	}
	for _, item := range d.DatedItems() {
		switch {
		case !states.Done(d, item):
			row.open++
			if item.HasDue() && item.Due.Before(today) && !states.Elsewhere(d, item) {
				row.overdue++
			}
		case !item.IsVerified():
			row.unverified++
		}
	}
	return row
}

// indexMarkdown writes the page. It names no moment, so that a run without news
// writes the same page.
func indexMarkdown(rows []indexRow, folder, dir string, l incident.Lang, picture, asked bool) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n# %s\n\n", tracker.IndexMark, l.Say("Postmortems", "ポストモーテム"))
	overdue, unverified := 0, 0
	for _, r := range rows {
		overdue, unverified = overdue+r.overdue, unverified+r.unverified
	}
	b.WriteString(l.Say("%[4]s; %[5]s overdue; %[3]d done, but not yet seen to hold.", "インシデント %[1]d件。期限超過の恒久対応 %[2]d件。完了したが未確認 %[3]d件。",
		len(rows), overdue, unverified, diagnostic.Count(len(rows), "incident"), diagnostic.Count(overdue, "action item")) + "\n")
	if picture {
		fmt.Fprintf(&b, "\n![%s](%s)\n", l.Say("Time to recovery, median by month", "復旧までの時間（月ごとの中央値）"), indexTrend)
	}
	fmt.Fprintf(&b, "\n| %s |\n|---|---|---|---|---|---:|---:|---:|---:|\n", strings.Join([]string{
		l.Say("Date", "日付"), l.Say("Incident", "インシデント"), l.Say("Severity", "重大度"), l.Say("State", "状態"), l.Say("Gate", "クローズ条件"),
		l.Say("Open", "未完了"), l.Say("Overdue", "期限超過"), l.Say("Unverified", "未確認"), "MTTR",
	}, " | "))
	for _, r := range rows {
		r.write(&b, folder, dir, l)
	}
	note := l.Say("Written by pmtracker; edits are lost.", "pmtracker が書いたページです。編集しても残りません。")
	if !asked {
		note += " " + l.Say("The tickets were not asked.", "チケットには問い合わせていません。")
	}
	fmt.Fprintf(&b, "\n%s\n", note)
	return []byte(b.String())
}

func (r indexRow) write(b *strings.Builder, folder, dir string, l incident.Lang) {
	rel, err := filepath.Rel(filepath.Join(dir, folder), r.doc.Path)
	if err != nil {
		rel = filepath.Base(r.doc.Path)
	}
	link := (&url.URL{Path: filepath.ToSlash(rel)}).EscapedPath()
	title := digest.Escape(strings.TrimSuffix(tracker.KeyOf(r.doc)+": "+r.doc.Front.Title, ": "))
	day, gate, recovery := "–", "✓", "–"
	if r.day.IsValid() {
		day = r.day.String()
	}
	if r.unmet > 0 {
		gate = l.Say("%d missing", "あと%d件", r.unmet)
	}
	if r.recovery != nil {
		recovery = chart.Duration(*r.recovery, l)
	}
	fmt.Fprintf(b, "| %s | [%s](<%s>) | %s | %s | %s | %d | %s | %d | %s |\n", day, title, link, digest.Escape(string(r.doc.Front.Severity)), r.doc.State().Label(l), gate,
		r.open, emphasized(r.overdue), r.unverified, recovery)
}

func emphasized(n int) string {
	if n == 0 {
		return "0"
	}
	return fmt.Sprintf("**%d**", n)
}
