package cli

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/diagnostic"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/tickets"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

type checkOptions struct {
	streams                   IO
	format, provider          string
	verifyTickets, afterMerge bool
	fix, always               bool
	rules                     postmortem.CheckOptions
	repository                string // of tickets that name none; empty: not known
	unasked                   int    // closed documents whose tickets nobody was asked about
}

func checkCommand(streams IO) *cobra.Command {
	o := &checkOptions{streams: streams}
	cmd := &cobra.Command{
		Use: "check PATH…|-", Short: "Check postmortems", Args: cobra.MinimumNArgs(1),
		Long: "Check postmortems: the form, the words, the action items, and whether a document that says it is closed may be.\n" +
			"Folders are walked for *.md, apart from README.md, hidden folders and node_modules; \"-\" reads standard input.\n" +
			"Exit status: 0 no error, 1 errors, 2 something could not be read, 3 the ticket provider could not be asked.",
		Example: "  pmtracker check docs/postmortems\n" +
			"  pmtracker check --fix docs/postmortems/2026-03-01-checkout.md\n" +
			"  pmtracker check --verify-tickets --format sarif docs/postmortems > pmtracker.sarif\n" +
			"  pmtracker check --format json - < postmortem.md",
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context(), args) },
	}
	f := cmd.Flags()
	f.StringVar(&o.format, "format", "text", strings.Join(diagnostic.Formats(), ", "))
	f.BoolVar(&o.verifyTickets, "verify-tickets", false, "ask the ticket provider whether each ticket exists and agrees")
	f.StringVar(&o.provider, "provider", "", "github or jira (default: what the configuration or environment names)")
	f.BoolVar(&o.fix, "fix", false, "first correct what is mechanical: forms of dates, spellings of keys, missing sections")
	f.BoolVar(&o.afterMerge, "tickets-after-merge", false, "a missing ticket is a warning until the document is closed: it is opened after the merge")
	f.Var(configFlag{}, "config", configUsage)
	f.BoolVar(&o.always, "color", false, "colour the text also where it goes to no terminal")
	return cmd
}

func (o *checkOptions) run(ctx context.Context, args []string) error {
	report, err := diagnostic.NewReport(o.format, o.streams.Out, diagnostic.Options{Color: o.always || isTerminal(o.streams.Out), Version: Version, Reader: environmentLang()})
	if err != nil {
		return err
	}
	c, err := config.Load("")
	if err != nil {
		return err
	}
	now, err := clock()
	if err != nil {
		return err
	}
	o.rules, o.repository = tracker.CheckOptions(c, now()), ticketRepository(c)
	o.rules.TicketsAfterMerge = o.afterMerge
	files := markdownFiles(args)
	if len(files) == 0 {
		fmt.Fprintln(o.streams.Err, say("there is no Markdown file in %s; name the folder of the postmortems, or a file", "%s に Markdown ファイルがありません。ポストモーテムのフォルダーかファイルを指定してください", strings.Join(args, ", ")))
	}
	defer collectLess(len(files))()
	outcome, err := o.checkFiles(ctx, files, report)
	if err != nil {
		return err
	}
	if err := report.Close(); err != nil {
		return incident.Tell(incident.Invalid, "cannot write the report: %w", "結果を書き込めません: %w", err)
	}
	o.tellUnasked()
	return outcome
}

// tellUnasked tells people that the gate was asked of closed documents without what the
// provider says of their tickets.
func (o *checkOptions) tellUnasked() {
	if o.unasked > 0 && o.format == "text" {
		fmt.Fprintln(o.streams.Err, say("nobody was asked about the tickets of %[2]s; --verify-tickets asks whether they exist and agree",
			"クローズ済みの文書 %[1]d 件のチケットは照会していません。--verify-tickets を付けると、実在し内容が一致するかを確認します", o.unasked, diagnostic.Count(o.unasked, "closed document")))
	}
}

// file judges one file.
func (o *checkOptions) file(ctx context.Context, path string) (diagnostic.File, error) {
	src, err := readFile(path, o.streams.In)
	if err != nil {
		return diagnostic.File{}, err
	}
	if tracker.IsIndexPage(src) { // a pre-commit hook names every changed file
		return diagnostic.File{Path: path}, nil
	}
	if o.fix {
		if src, err = o.fixFile(ctx, path, src); err != nil {
			return diagnostic.File{}, err
		}
	}
	var ask func() (tickets.Provider, error)
	if o.verifyTickets {
		ask = func() (tickets.Provider, error) { return provider(o.provider) }
	}
	return tracker.CheckFile(ctx, path, src, o.rules, ask)
}

func (o *checkOptions) fixFile(ctx context.Context, path string, src []byte) ([]byte, error) {
	if path == "-" {
		return nil, incident.Tell(incident.Invalid, "standard input cannot be corrected in place; name a file with --fix", "標準入力はその場で修正できません。--fix にはファイルを指定してください")
	}
	fixed, made, err := postmortem.Fix(path, src, o.rules)
	if err != nil || made == 0 {
		return src, err
	}
	if err := tracker.ReplaceFile(ctx, path, src, fixed); err != nil {
		return nil, err
	}
	fmt.Fprintln(o.streams.Err, say("%[1]s: corrected in %[3]s", "%[1]s: %[2]d か所を修正しました", path, made, diagnostic.Count(made, "place")))
	return fixed, nil
}

// isTerminal tells whether output goes to a terminal that wants colour. The
// variable is that of https://no-color.org.
func isTerminal(out any) bool {
	file, ok := out.(*os.File)
	return ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && isatty.IsTerminal(file.Fd())
}

// collectLess trades memory for time: the command lives for seconds, what it holds
// is small and dies with each document, and a third of its work would be to collect
// it. The ballast is never touched, and so takes no memory, but the collector counts
// it and waits longer; it is there until what is returned is called. Of many thousand
// files some come together that leave much behind, so that it is smaller for them: the
// peak stays the same. A few files are done before anything is collected, and taking
// the ballast would begin a collection. GOGC in the environment wins.
func collectLess(files int) (collectAgain func()) {
	if files < 8 || os.Getenv("GOGC") != "" {
		return func() {}
	}
	megabytes := 6
	if files > 3000 {
		megabytes = 5
	}
	ballast := make([]byte, megabytes<<20)
	return func() { runtime.KeepAlive(ballast) }
}
