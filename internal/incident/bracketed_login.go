package incident

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// BracketedLogin gives the login that stands alone in brackets behind a name, with which
// somebody says who is meant: "Jonas (@jonas)". Any other text comes back as it is.
func BracketedLogin(who string) string {
	if strings.IndexByte(who, '@') <= 0 && !strings.Contains(who, "＠") {
		return who // nearly all
	}
	name, inside, ok := strings.Cut(strings.TrimSpace(norm.NFKC.String(who)), "(")
	account, closed := strings.CutSuffix(inside, ")")
	account = strings.TrimSpace(account)
	if !ok || !closed || strings.TrimSpace(name) == "" || strings.Contains(name, "@") || !strings.HasPrefix(account, "@") ||
		strings.Count(account, "@") > 1 || strings.ContainsAny(account, " ,/()") {
		return who
	}
	return account
}
