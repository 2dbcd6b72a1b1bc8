package cli

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/columns"
	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/digest"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type doctorOptions struct {
	*session
	streams IO
	lang    string
	format  string
}

// finding is one thing that doctor looked at.
type finding struct {
	Part string `json:"part"` // configuration, database, tickets, messages, people, kpis
	tickets.Right
}

func doctorCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "doctor", Short: "Try what pmtracker needs, and say what is missing", Args: cobra.NoArgs,
		Long: "Try what pmtracker needs: the configuration, the database, each right at the ticket system with the people of the\n" +
			"mapping, Slack (auth.test, users.info), the mail server (it signs in and sends nothing), and the query of each KPI.\n" +
			"It changes nothing. Exit 1: something needed is missing; exit 3: it could not be asked.",
		Example: "  pmtracker doctor\n  pmtracker doctor --provider jira --format json",
	}
	o := &doctorOptions{session: newSession(streams, cmd).withProvider(cmd), streams: streams}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) }
	cmd.Flags().StringVar(&o.lang, "lang", "", "language: en or ja (default: lang: of .pmtracker.yaml, else that of the environment)")
	formatFlag(cmd, &o.format)
	return cmd
}

func (o *doctorOptions) run(ctx context.Context) error {
	if err := checkFormat(o.format); err != nil {
		return err
	}
	c, err := config.Load("")
	l, wrong := chosenLang(o.lang, c)
	if wrong != nil {
		return wrong
	}
	name := cmp.Or(c.Path, l.Say("no %s, so the defaults hold", "%s がないため既定値を使います", config.FileName))
	if err != nil {
		name = l.Say("read the configuration", "設定を読む")
	}
	findings := []finding{found("configuration", name, err, l)}
	findings = append(findings, o.database(ctx, l)...)
	if err == nil {
		findings = append(findings, checklistFound(c, l)...)
		findings = append(findings, escalationFound(c, l)...)
		findings = append(findings, o.tickets(tickets.WithLang(ctx, l), c)...)
		findings = append(findings, o.messages(ctx, l, c)...)
		findings = append(findings, o.people(ctx, l, c)...)
		findings = append(findings, o.numbers(ctx, l, c)...)
	}
	return o.show(l, findings)
}

func found(part, name string, err error, l incident.Lang) finding {
	f := finding{part, tickets.Right{Name: name, State: tickets.RightHeld, Needed: true}}
	if err != nil {
		f.Right = f.Failed(err, l)
	}
	return f
}

// checklistFound tells whether the checklist that the configuration names can be read.
func checklistFound(c config.Config, l incident.Lang) []finding {
	if c.Checklist == "" {
		return nil
	}
	return []finding{found("configuration", l.Say("read the checklist %s", "チェックリスト %s を読む", c.Checklist), (&tracker.Tracker{Config: c}).ChecklistTrouble(), l)}
}

// escalationFound tells where the digest escalates nothing because half of the setting is
// missing, or to nobody because no address is known of whom it names: a team may write one half before it knows the other, and nothing else needs it.
func escalationFound(c config.Config, l incident.Lang) []finding {
	d := c.Digest
	right := tickets.Right{Name: l.Say("escalate in the digest", "ダイジェストでエスカレーションする"), State: tickets.RightMissing}
	switch {
	case d.EscalateAfter > 0 && d.EscalateTo == "":
		right.Detail = l.Say("digest.escalate_after alone has no effect; write escalate_to beside it, for example \"@manager\"", "digest.escalate_after だけでは働きません。escalate_to: \"@manager\" のように並べて書いてください")
	case d.EscalateAfter == 0 && d.EscalateTo != "":
		right.Detail = l.Say("digest.escalate_to alone has no effect; write escalate_after beside it, for example 2w", "digest.escalate_to だけでは働きません。escalate_after: 2w のように並べて書いてください")
	case d.EscalateTo != "" && !(digest.Options{EscalateTo: d.EscalateTo, People: c.People}).Escalates():
		right.Detail = l.Say("no address is known of %s, whom digest.escalate_to names; write an email or a slack id under people:", "digest.escalate_to の %s の宛先がわかりません。people: に email か slack の ID を書いてください", d.EscalateTo)
	default:
		return nil
	}
	return []finding{{"configuration", right}}
}

// database looks at the database where one is named; a repository without a server needs
// none, and one that the environment names may still be to come.
func (o *doctorOptions) database(ctx context.Context, l incident.Lang) []finding {
	dsn, err := databaseName(o.db)
	if err != nil {
		return []finding{found("database", l.Say("find the database", "データベースを探す"), err, l)}
	}
	if o.db == "" && os.Getenv("PMTRACKER_DB") == "" && os.Getenv("PMTRACKER_DB_FILE") == "" {
		return nil
	}
	schema, err := store.SchemaOf(ctx, dsn)
	f := found("database", l.Say("open the database and read its schema", "データベースを開き、スキーマを読む"), err, l)
	switch schema {
	case store.NoDatabase:
		f.State, f.Needed = tickets.RightMissing, o.db != ""
		f.Detail = l.Say("there is no database %s yet; the first command that writes makes it, and so does pmtracker serve", "データベース %s はまだありません。最初に書き込むコマンドか pmtracker serve が作成します", dsn)
	case store.OlderSchema:
		f.Detail = l.Say("its schema is older; the next start brings it up to date", "スキーマが古い版です。次の起動で最新になります")
	}
	return []finding{f}
}

func (o *doctorOptions) tickets(ctx context.Context, c config.Config) []finding {
	p, err := newProvider(o.providerName, c, tracker.SentBeside(c))
	if err != nil {
		return []finding{found("tickets", string(chooseProvider(o.providerName, c)), err, tickets.LangOf(ctx))}
	}
	var findings []finding
	for _, r := range p.Rights(ctx) {
		findings = append(findings, finding{"tickets", r})
	}
	return findings
}

func (o *doctorOptions) show(l incident.Lang, findings []finding) error {
	missing, away := 0, 0
	for _, f := range findings {
		if f.State == tickets.RightMissing && f.Needed {
			missing++
		}
		if f.Away && f.Needed {
			away++
		}
	}
	if o.format == "json" {
		if err := o.streams.writeJSON(map[string]any{"findings": findings, "missing": missing, "away": away}); err != nil {
			return err
		}
	} else {
		for _, f := range findings {
			word := state(l, string(f.State))
			if f.State == tickets.RightMissing {
				word = l.Say("missing", "不足")
			}
			fmt.Fprintf(o.streams.Out, "%s %s: %s\n", columns.Pad(word, 8), state(l, f.Part), f.Name)
			if f.Detail != "" {
				fmt.Fprintf(o.streams.Out, "         %s\n", strings.ReplaceAll(f.Detail, "\n", "\n         "))
			}
		}
	}
	switch {
	case missing > 0:
		return errFound
	case away > 0:
		return incident.Tell(incident.Unavailable, "%d of what is needed could not be asked; run pmtracker doctor again later", "必要な %d 件を確認できませんでした。しばらくして pmtracker doctor を再実行してください", away)
	}
	return nil
}
