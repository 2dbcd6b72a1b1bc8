package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/config"
	"github.com/pmtracker/pmtracker/internal/explain"
	"github.com/pmtracker/pmtracker/internal/incident"
)

type explainOptions struct {
	streams      IO
	lang, format string
}

func explainCommand(streams IO) *cobra.Command {
	o := &explainOptions{streams: streams}
	cmd := &cobra.Command{
		Use: "explain [RULE]", Short: "Say why a rule is there, with good and bad examples", Args: cobra.MaximumNArgs(1),
		Long: "Say of a rule of check, or of the close gate (G1 to G8), why it is there, what is bad and what is good,\n" +
			"and how to satisfy it. Without a rule, list them.",
		Example:   "  pmtracker explain\n  pmtracker explain action-vague\n  pmtracker explain G4 --lang ja",
		ValidArgs: explain.Names(),
		RunE:      func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
	cmd.Flags().StringVar(&o.lang, "lang", "", "language: en or ja (default: lang: of .pmtracker.yaml, else that of the environment)")
	formatFlag(cmd, &o.format)
	return cmd
}

func (o *explainOptions) run(args []string) error {
	if err := checkFormat(o.format); err != nil {
		return err
	}
	c, err := config.Load("")
	if err != nil && o.lang == "" {
		return err
	}
	l, err := chosenLang(o.lang, c)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		return o.list(l)
	}
	page, err := explain.Page(args[0], l)
	if err != nil {
		return err
	}
	if o.format == "json" {
		return o.streams.writeJSON(map[string]string{"rule": args[0], "title": explain.Title(args[0], l), "text": page})
	}
	_, err = fmt.Fprint(o.streams.Out, page)
	return err
}

func (o *explainOptions) list(l incident.Lang) error {
	type rule struct {
		Rule  string `json:"rule"`
		Title string `json:"title"`
	}
	var rules []rule
	for _, name := range explain.Names() {
		rules = append(rules, rule{name, explain.Title(name, l)})
	}
	if o.format == "json" {
		return o.streams.writeJSON(map[string]any{"rules": rules})
	}
	for _, r := range rules {
		if _, err := fmt.Fprintf(o.streams.Out, "%-26s%s\n", r.Rule, r.Title); err != nil {
			return err
		}
	}
	return nil
}
