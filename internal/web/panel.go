package web

// withGate appends a page of an incident: its content, and beside it the panel that
// is on every page.
func (p *page) withGate(v roomView, content func()) {
	p.beside(content, func() { p.gate(v.gate) })
}

// beside appends two columns, of which the second stays in sight where there is room
// for it. What others change about them comes part by part.
func (p *page) beside(content, aside func()) {
	p.f(`<div class="columns" id="columns" data-parts><div id="course" data-parts>`)
	content()
	p.f(`</div><aside id="beside" data-parts>`)
	aside()
	p.f(`</aside></div>`)
}
