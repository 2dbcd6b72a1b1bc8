// Package chart draws the pictures of an incident as SVG. Colours stand in
// attributes, so that a file shows them anywhere, and each shape has a class, so
// that a page can colour it for a dark screen. Nothing in a picture needs
// script or style elements.
package chart

import (
	"bytes"
	"encoding/xml"
	"strconv"
)

// canvas collects the elements of a picture.
type canvas struct{ bytes.Buffer }

func (c *canvas) open(width, height int, title string) {
	c.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" viewBox="0 0 ` +
		strconv.Itoa(width) + " " + strconv.Itoa(height) + `" font-family="system-ui, sans-serif" font-size="12"><title>`)
	c.escape(title)
	c.WriteString("</title>")
}

func (c *canvas) close() []byte {
	c.WriteString("</svg>")
	return c.Bytes()
}

func (c *canvas) escape(text string) { _ = xml.EscapeText(&c.Buffer, []byte(text)) }

// element writes one empty element. attributes come as name, value, …; numbers
// are strings that num made.
func (c *canvas) element(name, class string, attributes ...string) {
	c.start(name, class, attributes...)
	c.WriteString("/>")
}

func (c *canvas) start(name, class string, attributes ...string) {
	c.WriteString("<" + name)
	if class != "" {
		c.WriteString(` class="` + class + `"`)
	}
	for i := 0; i+1 < len(attributes); i += 2 {
		c.WriteString(" " + attributes[i] + `="`)
		c.escape(attributes[i+1])
		c.WriteString(`"`)
	}
}

// text writes a text at a place; anchor is start, middle or end.
func (c *canvas) text(class string, x, y float64, anchor, fill, text string) {
	c.start("text", class, "x", num(x), "y", num(y), "text-anchor", anchor, "fill", fill)
	c.WriteString(">")
	c.escape(text)
	c.WriteString("</text>")
}

// tip writes a shape that says a text when one points at it.
func (c *canvas) tip(name, class, text string, attributes ...string) {
	c.start(name, class, attributes...)
	c.WriteString("><title>")
	c.escape(text)
	c.WriteString("</title></" + name + ">")
}

// columnWidth is how wide a Latin letter is on the average, and half of a Japanese one,
// in the units of the picture.
const columnWidth = 6.6

func num(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// The colours of a file; a page overrides them by class.
const (
	ink      = "#37424a"
	faint    = "#8a949b"
	grid     = "#dfe4e6"
	detect   = "#c9a24a"
	contain  = "#c26a4a"
	recovery = "#4a8fa8"
	after    = "#4f9a77"
)
