package incident

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// OnePerson tells whether an owner is somebody of the mapping, or can be one
// login or account: "everyone", "SRE", "the on-call engineer", 「運用担当」, "@a @b",
// 「田中さんと佐藤さん」 and "TBD" own nothing, nor does a name that two of the mapping have.
func (p People) OnePerson(owner string) bool {
	if _, known := p.Known(owner); known {
		return true
	}
	if len(p.called(owner)) > 1 {
		return false
	}
	return isOne(owner) && !isAnyRole(withoutBrackets(owner))
}

// isOne tells whether a spelling means neither nobody, nor everybody, nor several people.
func isOne(owner string) bool {
	if strings.ContainsAny(owner, ",、，/&＆+＋;；|｜") || severalLogins(owner) || severalNames(owner) {
		return false
	}
	owner = withoutBrackets(owner)
	return !nobodyByWord(owner) && !Unwritten(owner)
}

// isAnyRole tells whether words, and no login, name a role in either language.
func isAnyRole(owner string) bool {
	return !strings.HasPrefix(owner, "@") && (isRole(owner) || isJapaneseRole(owner))
}

// withoutBrackets takes off what stands in brackets behind a name: "Akiko (SRE)".
func withoutBrackets(owner string) string {
	owner = strings.TrimSpace(owner)
	if i := strings.IndexAny(owner, "(（"); i > 0 {
		return strings.TrimSpace(owner[:i])
	}
	return owner
}

// severalLogins tells whether a second login begins: "@ben @akiko", "@ben@akiko".
// The sign in an e-mail address begins none.
func severalLogins(owner string) bool {
	rest, at := strings.CutPrefix(strings.TrimSpace(owner), "@")
	before, after, second := strings.Cut(rest, "@")
	if !second {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	isMail := !unicode.IsSpace(last) && last < utf8.RuneSelf && (!at || strings.Contains(after, "."))
	return !isMail || strings.Contains(after, "@")
}

// severalNames tells whether 「と」 or 「・」 stands between two names. In names
// themselves 「と」 stands beside hiragana or one sign (さとし, 佐と子), and 「・」
// behind katakana (ジョン・スミス) or an initial.
func severalNames(owner string) bool {
	for _, word := range []string{"および", "及び", "ならびに", "並びに", "または", "又は", "もしくは", "若しくは"} {
		if strings.Contains(owner, word) {
			return true
		}
	}
	letters := []rune(strings.Join(strings.Fields(owner), ""))
	for i := 1; i < len(letters)-1; i++ {
		before, after := letters[i-1], letters[i+1]
		switch letters[i] {
		case '・', '･':
			if !unicode.Is(unicode.Katakana, before) && before != 'ー' && (i > 1 || before > unicode.MaxASCII) {
				return true
			}
		case 'と':
			addressed := strings.HasSuffix(string(letters[:i]), "さん") || strings.HasSuffix(string(letters[:i]), "くん")
			if i > 1 && i < len(letters)-2 && (addressed || !unicode.Is(unicode.Hiragana, before)) && !unicode.Is(unicode.Hiragana, after) {
				return true
			}
		}
	}
	return false
}

// Unowned tells whether an owner says that there is nobody yet: it is not written, or is
// "TBD", "unassigned" or 「担当者未定」. A team or two people are somebody to remind, though
// not the one person that OnePerson asks for.
func (p People) Unowned(owner string) bool {
	_, known := p.Known(owner)
	return !known && (strings.Trim(owner, " @") == "" || beginsUnowned(withoutBrackets(owner)))
}

// beginsUnowned tells whether an owner begins with a word for nobody, or says so of a
// role: "TBD", 「担当者未定」. Beside a name, such a word is a remark.
func beginsUnowned(owner string) bool {
	if words := ownerWords(owner); len(words) > 0 && nobodyWord(words[0]) {
		return true
	}
	for _, w := range unknownWordsJapanese {
		if before, _, found := strings.Cut(owner, w); found {
			before = strings.Trim(before, " 　:：はが")
			return before == "" || isJapaneseRole(before)
		}
	}
	return false
}

// nobodyByWord tells whether a word says that there is nobody, or everybody.
func nobodyByWord(owner string) bool {
	for _, w := range ownerWords(owner) {
		switch w {
		case "and", "or", "team", "teams", "everyone", "everybody", "all", "here", "channel":
			return true
		}
	}
	return nobodyYet(owner) ||
		slices.ContainsFunc([]string{"チーム", "全員", "各自", "各担当", "関係者", "部署"}, func(w string) bool { return strings.Contains(owner, w) })
}

func ownerWords(owner string) []string {
	return strings.Fields(strings.ToLower(strings.TrimPrefix(owner, "@")))
}

// nobodyYet tells whether a word says that there is nobody, or nobody known.
func nobodyYet(owner string) bool {
	return slices.ContainsFunc(ownerWords(owner), nobodyWord) || slices.ContainsFunc(unknownWordsJapanese[:], func(w string) bool { return strings.Contains(owner, w) })
}

// nobodyWord tells whether a word by itself says that there is nobody, or nobody known.
func nobodyWord(w string) bool {
	switch w {
	case "nobody", "someone", "somebody", "anyone", "whoever", "unassigned":
		return true
	}
	return unknownWord(w)
}

// isRole tells whether English words name a role, or who has it today.
func isRole(owner string) bool {
	words := strings.Fields(strings.ToLower(owner))
	for i, w := range words {
		switch w {
		case "engineer", "engineers", "developers", "on-call", "oncall", "squad", "department", "dept", "rotation", "members":
			return true
		}
		if i == 0 && len(words) > 1 && isArticle(w) {
			return true
		}
	}
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !roleWord(w) })
}

// isArticle tells whether a word is one before a role or a group.
func isArticle(w string) bool { return slices.Contains([]string{"the", "our", "a", "an", "any"}, w) }

func roleWord(w string) bool {
	switch w {
	case "sre", "sres", "ops", "devops", "operations", "operator", "operators", "infra", "infrastructure", "platform", "backend", "frontend", "database", "network",
		"security", "support", "qa", "dba", "dbas", "admin", "admins", "developer", "dev", "devs", "engineering", "development", "product", "service", "it",
		"lead", "leads", "manager", "managers", "management", "owner", "owners", "maintainer", "maintainers", "staff", "vendor", "duty", "group",
		"ic", "incident", "commander", "comm", "rec", "reviewer", "of", "for", "on":
		return true
	}
	return false
}

// isJapaneseRole tells whether a text is nothing but words for roles and places of
// work, or ends as a role does. A title behind a name, as in 「田中部長」, makes it
// none.
func isJapaneseRole(owner string) bool {
	rest := strings.Join(strings.Fields(owner), "")
	for _, end := range []string{"当番", "担当", "担当者", "係", "班", "グループ", "一同", "オンコール", "エンジニア", "管理者", "責任者", "当直", "メンバー", "開発者"} {
		if strings.HasSuffix(rest, end) {
			return true
		}
	}
	for rest != "" {
		i := slices.IndexFunc(japaneseRoleWords(), func(w string) bool { return strings.HasPrefix(rest, w) })
		if i < 0 {
			return false
		}
		rest = strings.TrimPrefix(rest, japaneseRoleWords()[i])
	}
	return owner != ""
}

// japaneseRoleWords are those of which roles and departments are put together.
func japaneseRoleWords() []string {
	return []string{
		"運用", "開発", "保守", "監視", "基盤", "品質", "技術", "情報", "決済", "営業", "事業", "管理", "システム", "インフラ", "セキュリティ", "サポート", "アプリ",
		"バックエンド", "フロントエンド", "プラットフォーム", "データベース", "ネットワーク", "SRE", "DBA", "QA", "IC", "インシデントコマンダー", "コマンダー",
		"リーダー", "リード", "マネージャー", "マネージャ", "部長", "課長", "係長", "主任", "本部", "部", "課", "室", "夜勤", "日勤", "みんな", "皆", "の",
	}
}
