package cli

import (
	"encoding/base64"
	"path/filepath"
	"strings"
	"time"

	"github.com/pmtracker/pmtracker/internal/chart"
	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

// The ways in which --pictures shows the course of an incident.
const (
	picturesAuto    = "auto" // where curves of KPIs are kept: a file beside -o, else Mermaid
	picturesFile    = "file"
	picturesData    = "data" // inside the document, as a data: address
	picturesMermaid = "mermaid"
	picturesNone    = "none"
)

// picture is what becomes of the course of an incident beside its document.
type picture struct {
	name string // file to write; empty: none
	svg  []byte
}

func (o *generateOptions) checkPictures() error {
	switch o.pictures {
	case picturesAuto, picturesData, picturesMermaid, picturesNone:
		return nil
	case picturesFile:
		if o.file != "" {
			return nil
		}
		return incident.Tell(incident.Invalid, "--pictures file writes beside the document; name it with -o, or use --pictures mermaid", "--pictures file は文書の隣に画像を書き出します。-o で文書を指定するか、--pictures mermaid を使ってください")
	}
	return incident.Tell(incident.Invalid, "--pictures: there is no %q; use auto, file, data, mermaid or none", "--pictures: %q はありません。auto、file、data、mermaid、none のいずれかを使ってください", o.pictures)
}

// withPicture gives the document with the course of its incident in it, as asked
// for.
func (o *generateOptions) withPicture(text []byte, in incident.Incident, curves []store.Curve) ([]byte, picture, error) {
	mode := o.pictures
	if mode == picturesAuto {
		switch {
		case len(curves) == 0:
			mode = picturesNone
		case o.file != "":
			mode = picturesFile
		default:
			mode = picturesMermaid
		}
	}
	if mode == picturesNone {
		return text, picture{}, nil
	}
	d, err := postmortem.Parse(o.file, text)
	if err != nil {
		return nil, picture{}, err
	}
	in.Title, in.Lang = d.Front.Title, d.Lang
	series := seriesOf(curves)
	if mode == picturesMermaid {
		if diagram := strings.TrimSuffix(chart.Mermaid(in, series), "\n"); diagram != "" {
			text = d.WithPicture(diagram)
		}
		return text, picture{}, nil
	}
	svg := chart.Timeline(in, series, time.Time{})
	if svg == nil {
		return text, picture{}, nil
	}
	made := picture{svg: append(svg, '\n')}
	address := "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(svg)
	if mode == picturesFile {
		made.name = strings.TrimSuffix(o.file, filepath.Ext(o.file)) + ".svg"
		address = "<" + filepath.Base(made.name) + ">"
	}
	return d.WithPicture("![" + altText(chart.Describe(in, series)) + "](" + address + ")"), made, nil
}

// write writes the picture, never over one that is another, unless the document
// is updated.
func (p picture) write(update bool) error {
	if p.name == "" {
		return nil
	}
	there, err := written(p.name)
	if err != nil {
		return err
	}
	if there != nil && string(there) != string(p.svg) && !update {
		return incident.Tell(incident.Refused, "%s exists and is another picture; add --update to replace it, or choose --pictures mermaid", "%s には別の画像がすでにあります。置き換えるには --update を付けるか、--pictures mermaid を使ってください", p.name)
	}
	return tracker.WriteFile(p.name, p.svg)
}

// altText takes out what would end the text of a picture in Markdown.
func altText(text string) string {
	return strings.NewReplacer("[", "(", "]", ")", "\n", " ").Replace(text)
}

// seriesOf gives the kept curves as they are drawn.
func seriesOf(curves []store.Curve) []chart.Series {
	var series []chart.Series
	for _, c := range curves {
		one := chart.Series{Name: c.Name, Unit: c.Unit, Baseline: c.Normal}
		for _, p := range c.Points {
			one.Points = append(one.Points, chart.Point(p))
		}
		series = append(series, one)
	}
	return series
}
