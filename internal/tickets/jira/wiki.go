package jira

func WikiMarkup(s string) string { return s }
