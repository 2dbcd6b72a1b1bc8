package architecture

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// otherWords gives, for each thing that has a name in the Japanese interface, the
// other names that it must not go by: who reads 安全停止 looks for it in vain where
// every page says 安全化.
func otherWords() map[string]*regexp.Regexp {
	return map[string]*regexp.Regexp{
		"安全化":    regexp.MustCompile(`安全停止`),
		"恒久対応":   regexp.MustCompile(`アクション`),
		"種別":     regexp.MustCompile(`(イベント|対応)の種類|種類[ :：]`),
		"連絡":     regexp.MustCompile(`報告([^さしで]|$)`),
		"クローズ条件": regexp.MustCompile(`(完了|クローズ)ゲート|ゲート(規則|の条件)`),
		"クローズ":   regexp.MustCompile(`(インシデント|ポストモーテム)(を|から|の)完了|完了(した|済みの)(インシデント|ポストモーテム)|%s は完了し`),
		"演習":     regexp.MustCompile(`ゲームデ[ーイ]|訓練`),
		"フォルダー":  regexp.MustCompile(`フォルダ([^ー]|$)`),
	}
}

// notThatThing are words in which one of them is a part of something else.
var notThatThing = strings.NewReplacer("リアクション", "", "コードアクション", "", "pmtracker の報告", "", "報告の対象", "", "報告にある", "", "報告を読み取", "", "次の報告 |", "")

// readNotSaid are files with words that documents and other tools may use, or that
// the documents themselves fix.
var readNotSaid = []string{"imports/propose.go", "postmortem/report_table.go", "postmortem/view_tables.go", "postmortem/item_table.go", "postmortem/section.go", "postmortem/title_column.go", "web/entry.go"}

// TestJapaneseKeepsToItsWords: help, messages, pages and documents call each thing by
// one name.
func TestJapaneseKeepsToItsWords(t *testing.T) {
	read := 0
	for _, dir := range spokenTo() {
		files, _ := filepath.Glob(filepath.Join("..", dir, "*.go"))
		for _, path := range files {
			if strings.HasSuffix(path, "_test.go") || excepted(path) {
				continue
			}
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					text, _ := strconv.Unquote(lit.Value)
					read += keepsToItsWords(t, path, set.Position(lit.Pos()).Line, text)
				}
				return true
			})
		}
	}
	for _, pattern := range []string{"../../README.ja.md", "../../docs/*.ja.md", "../../docs/templates/*.ja.md", "../../docs/rules/*.ja.md"} {
		pages, _ := filepath.Glob(pattern)
		for _, path := range pages {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for i, line := range strings.Split(string(text), "\n") {
				read += keepsToItsWords(t, path, i+1, line)
			}
		}
	}
	if read < 1000 {
		t.Errorf("only %d Japanese texts were read; the walk is wrong", read)
	}
}

func excepted(path string) bool {
	for _, file := range readNotSaid {
		if strings.HasSuffix(filepath.ToSlash(path), file) {
			return true
		}
	}
	return false
}

// keepsToItsWords gives 1 where the text is Japanese. A word that stands alone is
// one that is read, as a heading or a key, not one that is said.
func keepsToItsWords(t *testing.T, path string, line int, text string) int {
	if !kana.MatchString(text) {
		return 0
	}
	for word, others := range otherWords() {
		if found := others.FindString(notThatThing.Replace(text)); found != "" && found != text {
			t.Errorf("%s:%d says %s where the interface says %s: %s", path, line, found, word, text)
		}
	}
	return 1
}
