package postmortem

import (
	"bytes"
	"net/url"
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"github.com/pmtracker/pmtracker/internal/diagnostic"
)

// links is rule link-broken: a link leads to an address that can be read, a
// heading of this document, or a file that is there.
func (c *checker) links() {
	var anchors map[string]bool
	_ = ast.Walk(c.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		link, ok := n.(*ast.Link)
		if !entering || !ok {
			return ast.WalkContinue, nil
		}
		target := string(util.UnescapePunctuations(link.Destination))
		if strings.HasPrefix(target, "#") && anchors == nil {
			anchors = c.anchors()
		}
		if message, fix := c.brokenLink(target, anchors); message != "" {
			at := c.linkSpan(link)
			c.fail(diagnostic.LinkBroken, at, c.itemAt(at.Start), message, fix)
		}
		return ast.WalkContinue, nil
	})
}

func (c *checker) brokenLink(target string, anchors map[string]bool) (message, fix string) {
	if strings.TrimSpace(target) == "" {
		return c.say("the link has no address", "リンク先がありません"), c.say("write where it leads", "リンク先を書いてください")
	}
	if fragment, ok := strings.CutPrefix(target, "#"); ok {
		if anchor, err := url.PathUnescape(fragment); err == nil && (anchor == "" || anchors[strings.ToLower(anchor)]) {
			return "", ""
		}
		return c.say("no heading of this document is called #%s", "この文書に見出し #%s はありません", fragment), c.say("link to a heading that is there", "実在する見出しにリンクしてください")
	}
	if plainAddress(target) {
		return "", ""
	}
	u, err := url.Parse(target)
	if err != nil || (u.Scheme == "http" || u.Scheme == "https") && u.Host == "" {
		return c.say("%q is not an address", "「%s」はアドレスとして読めません", target), c.say("write a whole address, or a path beside this file", "完全なURLか、このファイルからの相対パスを書いてください")
	}
	if u.Scheme != "" || u.Host != "" || u.Path == "" || strings.HasPrefix(u.Path, "/") || c.Exists == nil || c.Path == "-" {
		return "", ""
	}
	file := path.Join(path.Dir(strings.ReplaceAll(c.Path, "\\", "/")), u.Path)
	if c.Exists(file) {
		return "", ""
	}
	if host, _, _ := strings.Cut(u.Path, "/"); looksLikeHost(host) {
		return c.say("the link leads to a file %s, which is not there", "リンク先のファイル %s がありません", u.Path), c.say("for a page on the web write https://%s", "Webページなら https://%s と書いてください", target)
	}
	return c.say("the link leads to %s, which is not there", "リンク先の %s がありません", u.Path), c.say("correct the path, or add the file", "パスを直すか、ファイルを追加してください")
}

// plainAddress tells of most addresses on the web, at one look, that they are whole: a
// host without a port, and behind it nothing that would have to be escaped or decoded.
func plainAddress(target string) bool {
	rest, ok := strings.CutPrefix(target, "https://")
	host, path, _ := strings.Cut(rest, "/")
	if !ok || host == "" {
		return false
	}
	for _, c := range []byte(host) {
		if c != '.' && c != '-' && !isASCIIWord(c) {
			return false
		}
	}
	for _, c := range []byte(path) {
		if strings.IndexByte("/.-_~?=&#", c) < 0 && !isASCIIWord(c) {
			return false
		}
	}
	return true
}

// looksLikeHost tells whether the beginning of a path is a name on the web whose
// https:// was forgotten.
func looksLikeHost(name string) bool {
	labels := strings.Split(name, ".")
	last := labels[len(labels)-1]
	switch last {
	case "md", "markdown", "html", "png", "svg", "jpg", "jpeg", "gif", "pdf", "txt", "yaml", "yml", "json", "go", "sh", "py":
		return false
	}
	return len(labels) >= 2 && labels[0] != "" && len(last) >= 2 && !strings.ContainsFunc(last, func(r rune) bool { return r < 'a' || r > 'z' })
}

// linkSpan gives where the text of a link stands.
func (d *Document) linkSpan(link *ast.Link) Span {
	at := d.base + max(0, link.Pos())
	end := at + 1
	if last, ok := link.LastChild().(*ast.Text); ok {
		end = d.base + last.Segment.Stop
	}
	if i := bytes.IndexByte(d.Source[end:min(d.lineEnd(end), end+2000)], ')'); i >= 0 {
		end += i + 1
	}
	return Span{at, max(at+1, min(end, len(d.Source)))}
}
