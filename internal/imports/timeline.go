package imports

import (
	"bytes"
	"cmp"
	"strings"
	"time"
	"unicode"

	"go.yaml.in/yaml/v3"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Incident makes the incident that the log proposes, its times shown in a zone.
// What the log does not say is empty; the severity is SEV3 where no tool says.
func (l Log) Incident(zone *time.Location) incident.Incident {
	in := incident.Incident{Title: oneLine(l.Title), Service: oneLine(l.Service), Severity: cmp.Or(l.Severity, "SEV3"), Zone: zone, Lang: incident.English}
	for _, line := range l.Lines {
		e := line.Event
		e.At = e.At.In(zone)
		in.Events = append(in.Events, e)
		if strings.ContainsFunc(e.Text, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) }) {
			in.Lang = incident.Japanese
		}
	}
	if in.Title == "" {
		in.Title = short(in.Events[0].Text)
	}
	return in
}

// short cuts a text to what serves as a title.
func short(text string) string {
	runes := []rune(oneLine(text))
	if len(runes) > 80 {
		return string(runes[:79]) + "…"
	}
	return string(runes)
}

// Timeline writes the proposal as a timeline file, with the line that each event
// comes from as a comment above it: a person corrects it and imports that.
func (l Log) Timeline(in incident.Incident) ([]byte, error) {
	root := &yaml.Node{Kind: yaml.MappingNode}
	put := func(n *yaml.Node, key, value string) {
		if value != "" {
			n.Content = append(n.Content, scalar(key), scalar(value))
		}
	}
	root.HeadComment = in.Lang.Say("Proposed from an export: correct the kinds, take out what does not belong, then import this file.",
		"エクスポートからの提案です。種別を直し、関係のない行を消してから、このファイルを取り込んでください。")
	put(root, "title", in.Title)
	put(root, "severity", string(in.Severity))
	put(root, "service", in.Service)
	put(root, "timezone", in.Zone.String())
	put(root, "lang", string(in.Lang))
	events := &yaml.Node{Kind: yaml.SequenceNode}
	for i, e := range in.Events {
		n := &yaml.Node{Kind: yaml.MappingNode, HeadComment: strings.Map(printable, l.Lines[i].Raw)}
		put(n, "at", e.At.Format(time.RFC3339))
		put(n, "kind", string(e.Kind))
		put(n, "actor", oneLine(e.Actor))
		put(n, "text", e.Text)
		if len(e.Links) > 0 {
			links := &yaml.Node{Kind: yaml.SequenceNode}
			for _, link := range e.Links {
				links.Content = append(links.Content, scalar(link))
			}
			n.Content = append(n.Content, scalar("links"), links)
		}
		events.Content = append(events.Content, n)
	}
	root.Content = append(root.Content, scalar("events"), events)
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(root); err != nil {
		return nil, incident.Errorf(incident.Internal, "cannot write the timeline: %w", err)
	}
	return b.Bytes(), nil
}

func scalar(text string) *yaml.Node {
	n := &yaml.Node{}
	n.SetString(text)
	return n
}

// printable keeps a comment on its line.
func printable(r rune) rune {
	if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\u0085' {
		return ' '
	}
	return r
}
