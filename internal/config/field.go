package config

import (
	"math"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// ownFields are the fields of a Jira issue that pmtracker sets from the action
// item, so that a configuration cannot.
var ownFields = []string{"project", "issuetype", "summary", "description", "duedate", "assignee", "labels"}

// fields reads further fields of a Jira issue. Which there are the project alone
// knows, and what a value looks like: a text, {value: …}, {id: …}, a list of those.
func (r *reader) fields(n *yaml.Node, place string) map[string]any {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Kind != yaml.MappingNode {
		r.problem(n, "%s: these are no keys; write key: value", "%s: キーがありません。key: value の形で書いてください", place)
		return nil
	}
	fields := r.mapping(n, place)
	for i := 0; i < len(n.Content); i += 2 {
		if key := n.Content[i]; slices.Contains(ownFields, key.Value) {
			r.problem(key, "%s.%s: pmtracker sets this field itself; take it out", "%s.%s: この項目は pmtracker が設定します。削除してください", place, key.Value)
		}
	}
	return fields
}

func (r *reader) mapping(n *yaml.Node, place string) map[string]any {
	values := map[string]any{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		full := place + "." + key.Value
		if _, twice := values[key.Value]; twice {
			r.problem(key, "%s stands twice; keep one", "%s が二度書かれています。一つにしてください", full)
		}
		values[key.Value] = r.value(n.Content[i+1], full)
	}
	return values
}

// value reads what JSON can say. A date is the text that stands there.
func (r *reader) value(n *yaml.Node, place string) any {
	switch n.Kind {
	case yaml.MappingNode:
		return r.mapping(n, place)
	case yaml.SequenceNode:
		list := []any{}
		for _, c := range n.Content {
			list = append(list, r.value(c, place))
		}
		return list
	case yaml.ScalarNode:
		var v any
		if err := n.Decode(&v); err == nil {
			switch v := v.(type) {
			case string, int, bool:
				return v
			case float64:
				if !math.IsNaN(v) && !math.IsInf(v, 0) {
					return v
				}
			}
		}
		if n.Tag == "!!timestamp" {
			return strings.TrimSpace(n.Value)
		}
	}
	r.problem(n, "%s: this is no value that Jira takes; write a text, a number, true or false, a list or key: value", "%s: Jira に渡せる値ではありません。文字列、数値、true か false、リスト、key: value のどれかを書いてください", place)
	return nil
}
