package jira

import (
	"encoding/json"

	"github.com/pmtracker/pmtracker/internal/standin"
)

// flatten takes the documents (ADF) of a request of version 3 for the texts that
// they hold. Where version 3 wants a document, a text is refused, as Jira does.
func flatten(body []byte) ([]byte, *standin.Answer) {
	var in map[string]any
	if json.Unmarshal(body, &in) != nil {
		return body, nil
	}
	holder := in
	name := "body"
	if fields, ok := in["fields"].(map[string]any); ok {
		holder, name = fields, "description"
	}
	value, there := holder[name]
	if !there || value == nil {
		return body, nil
	}
	doc, ok := value.(map[string]any)
	if !ok || doc["type"] != "doc" || doc["version"] != 1.0 {
		refused := fieldRefused(name, "Operation value must be an Atlassian Document (see the Atlassian Document Format)")
		return nil, &refused
	}
	holder[name] = textOf(doc)
	flat, err := json.Marshal(in)
	if err != nil {
		return body, nil
	}
	return flat, nil
}

func textOf(node map[string]any) string {
	text, _ := node["text"].(string)
	content, _ := node["content"].([]any)
	for _, c := range content {
		if child, ok := c.(map[string]any); ok {
			text += textOf(child)
		}
	}
	if node["type"] == "paragraph" || node["type"] == "heading" {
		text += "\n"
	}
	return text
}

// asDocuments writes the texts of an answer as version 3 answers them.
func asDocuments(body any) {
	answer, ok := body.(map[string]any)
	if !ok {
		return
	}
	if issues, ok := answer["issues"].([]any); ok {
		for _, is := range issues {
			asDocuments(is)
		}
	}
	if text, ok := answer["body"].(string); ok {
		answer["body"] = document(text)
	}
	if fields, ok := answer["fields"].(map[string]any); ok {
		if text, ok := fields["description"].(string); ok {
			fields["description"] = document(text)
		}
	}
}

func document(text string) any {
	return map[string]any{"type": "doc", "version": 1, "content": []any{
		map[string]any{"type": "paragraph", "content": []any{map[string]any{"type": "text", "text": text}}}}}
}
