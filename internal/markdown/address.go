package markdown

import (
	"bytes"
	"regexp"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// address reads web and mail addresses in the text
// (https://github.github.com/gfm/#autolinks-extension-).
type address struct{}

// The forms of web addresses, with a scheme and with "www." for it.
var (
	withScheme = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(?:http|https|ftp)://[-a-zA-Z0-9@:%._\+~#=]{1,256}\.[a-z]+(?::\d+)?(?:[/#?][-a-zA-Z0-9@:%_+.~#$!?&/=\(\);,'">\^{}\[\]` + "`" + `]*)?`)
	})
	withWWW = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^www\.[-a-zA-Z0-9@:%._\+~#=]{1,256}\.[a-z]+(?:[/#?][-a-zA-Z0-9@:%_\+.~#!?&/=\(\);,'">\^{}\[\]` + "`" + `]*)?`)
	})
)

// Trigger names the characters before an address; a space stands for any white
// space and for the beginning of a line.
func (address) Trigger() []byte { return []byte{' ', '*', '_', '~', '('} }

func (address) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if pc.IsInLinkLabel() {
		return nil
	}
	line, segment := block.PeekLine()
	before := 0
	if bytes.IndexByte([]byte(" *_~("), line[0]) >= 0 {
		before = 1
	}
	line = line[before:]
	end, protocol := webAddress(line)
	kind := ast.AutoLinkType(ast.AutoLinkURL)
	if end == 0 {
		end = mailAddress(line)
		kind = ast.AutoLinkEmail
	}
	if end == 0 {
		return nil
	}
	if before > 0 {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+before))
	}
	end = withoutPunctuation(line, end)
	block.Advance(before + end)
	start := segment.Start + before
	link := ast.NewAutoLink(kind, ast.NewTextSegment(text.NewSegment(start, start+end)))
	link.Protocol = protocol
	return link
}

// webAddress gives where an address at the beginning of a line ends, 0 where there
// is none, and the scheme that it leaves out.
func webAddress(line []byte) (end int, protocol []byte) {
	for _, scheme := range []string{"http:", "https:", "ftp:"} {
		if bytes.HasPrefix(line, []byte(scheme)) {
			return len(withScheme().Find(line)), nil
		}
	}
	if bytes.HasPrefix(line, []byte("www.")) {
		return len(withWWW().Find(line)), []byte("http")
	}
	return 0, nil
}

// mailAddress gives where a mail address at the beginning of a line ends; 0 where
// there is none.
func mailAddress(line []byte) int {
	if len(line) > 0 && util.IsPunct(line[0]) {
		return 0
	}
	end := util.FindEmailIndex(line)
	if end < 0 {
		return 0
	}
	if at := bytes.IndexByte(line, '@'); bytes.IndexByte(line[at:end-1], '.') < 0 {
		return 0
	}
	if line[end-1] == '.' {
		end--
	}
	if end < len(line) && (line[end] == '-' || line[end] == '_') {
		return 0
	}
	return end
}

// withoutPunctuation leaves out what ends the sentence rather than the address:
// marks, a parenthesis that was opened before it, an entity.
func withoutPunctuation(line []byte, end int) int {
	opening, closing := bytes.Count(line[:end], []byte{'('}), bytes.Count(line[:end], []byte{')'})
	for end > 1 {
		switch line[end-1] {
		case '?', '!', '.', ',', ':', '*', '_', '~':
			end--
		case ')':
			if closing <= opening {
				return end
			}
			closing--
			end--
		case ';':
			entity := end - 2
			for entity > 0 && util.IsAlphaNumeric(line[entity]) {
				entity--
			}
			if entity == end-2 || line[entity] != '&' {
				return end
			}
			end = entity
		default:
			return end
		}
	}
	return end
}
