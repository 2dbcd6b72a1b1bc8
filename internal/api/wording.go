package api

import (
	"regexp"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	v "github.com/danielgtaylor/huma/v2/validation"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// wordings are the sentences with which the framework refuses a request before it
// comes to us, and what they are in Japanese; %s stands for what varies, in the same
// order.
func wordings() [][2]string {
	return [][2]string{
		{"validation failed", "リクエストの内容に誤りがあります"},
		{"request body is required", "リクエストの本文が必要です"},
		{"request body is too large limit=%s bytes", "リクエストの本文が大きすぎます。上限は %s バイトです"},
		{"request body read timeout", "リクエストの本文を時間内に受信できませんでした"},
		{"cannot read request body", "リクエストの本文を読み取れません"},
		{"required %s parameter is missing", "必須のパラメーター（%s）がありません"},
		{"expected at most one value, but received multiple values", "値は1つだけ指定してください"},
		{"unknown query parameter", "このパラメーターはありません"},
		{"invalid integer", "整数を指定してください"},
		{"invalid float", "数値を指定してください"},
		{"invalid floating value", "数値を指定してください"},
		{"invalid boolean", "true か false を指定してください"},
		{"invalid date/time for format %s", "日時を %s の形式で指定してください"},
		{"unexpected end of JSON input", "JSON が途中で終わっています"},
		{"unknown content type: %s", "Content-Type %s には対応していません。application/json で送ってください"},
		{v.MsgUnexpectedProperty, "この項目はありません"},
		{v.MsgExpectedRequiredProperty, "必須の項目 %s がありません"},
		{v.MsgExpectedString, "文字列を指定してください"},
		{v.MsgExpectedNumber, "数値を指定してください"},
		{v.MsgExpectedInteger, "整数を指定してください"},
		{v.MsgExpectedBoolean, "true か false を指定してください"},
		{v.MsgExpectedArray, "配列を指定してください"},
		{v.MsgExpectedObject, "オブジェクトを指定してください"},
		{v.MsgExpectedOneOf, "次のいずれかを指定してください: %s"},
		{v.MsgExpectedMinLength, "%s文字以上で指定してください"},
		{v.MsgExpectedMaxLength, "%s文字以内で指定してください"},
		{v.MsgExpectedMinItems, "%s件以上指定してください"},
		{v.MsgExpectedMaxItems, "%s件以内で指定してください"},
		{v.MsgExpectedMinimumNumber, "%s 以上の数値を指定してください"},
		{v.MsgExpectedMaximumNumber, "%s 以下の数値を指定してください"},
		{v.MsgExpectedRFC3339DateTime, "日時を RFC 3339 の形式（2026-11-25T09:30:00Z）で指定してください"},
		{v.MsgExpectedRFC3339Date, "日付を 2026-11-25 の形式で指定してください"},
		{v.MsgExpectedRFC3986URI, "URI を指定してください（%s）"},
		{v.MsgExpectedMatchPattern, "パターン %s に合う文字列を指定してください"},
		{v.MsgExpectedBePattern, "文字列の形式が違います（%s）"},
	}
}

var japaneseWordings = sync.OnceValue(func() []func(string) (string, bool) {
	verb := regexp.MustCompile(`%[a-z]`)
	var all []func(string) (string, bool)
	for _, w := range wordings() {
		english := regexp.MustCompile("^" + verb.ReplaceAllString(regexp.QuoteMeta(w[0]), "(.+)") + "$")
		all = append(all, func(text string) (string, bool) {
			m := english.FindStringSubmatch(text)
			if m == nil {
				return "", false
			}
			said := w[1]
			for _, varies := range m[1:] {
				said = strings.Replace(said, "%s", varies, 1)
			}
			return said, true
		})
	}
	return all
})

// worded puts what the framework says into the reader's language. What has no
// wording here, as what a parser says of a byte, is said to be a bad value, with
// the framework's own words behind it.
func worded(text string, l incident.Lang) string {
	if l != incident.Japanese || text == "" || incident.LangOf(text) == incident.Japanese {
		return text
	}
	for _, w := range japaneseWordings() {
		if said, ok := w(text); ok {
			return said
		}
	}
	return "値を読み取れません（" + text + "）"
}

// reworded is problem details of the framework in the reader's language, with what
// was wrong only where it is no secret.
func reworded(e *huma.ErrorModel, o *huma.Operation, l incident.Lang) *huma.ErrorModel {
	said := *e
	said.Detail = worded(e.Detail, l)
	said.Errors = nil
	for _, one := range e.Errors {
		said.Errors = append(said.Errors, &huma.ErrorDetail{Message: worded(one.Message, l), Location: one.Location, Value: open(one, o)})
	}
	return &said
}

// open is the value that was wrong, where it may be told again: nothing that was sent
// about accounts, where a password may stand under a mistyped name, and no object or
// body as a whole, of which nobody knows what it holds.
func open(e *huma.ErrorDetail, o *huma.Operation) any {
	_, object := e.Value.(map[string]any)
	if object || e.Location == "body" || o != nil && strings.HasPrefix(o.Path, accountPath) {
		return nil
	}
	return e.Value
}
