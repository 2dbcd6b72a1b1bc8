package incident

// Label names the state for people.
func (s State) Label(l Lang) string {
	switch s {
	case Declared:
		return l.Say("declared", "宣言済み")
	case Contained:
		return l.Say("contained", "安全化済み")
	case Recovered:
		return l.Say("recovered", "復旧宣言済み")
	case InReview:
		return l.Say("in review", "レビュー中")
	case Closed:
		return l.Say("closed", "クローズ")
	}
	return string(s)
}

// Label names the kind of event for people.
func (k EventKind) Label(l Lang) string {
	switch k {
	case KindDetection:
		return l.Say("detection", "検知")
	case KindDeclaration:
		return l.Say("declaration", "宣言")
	case KindSeverity:
		return l.Say("severity", "重大度")
	case KindRole:
		return l.Say("role", "役割")
	case KindContainment:
		return l.Say("containment", "安全化")
	case KindHypothesis:
		return l.Say("hypothesis", "仮説")
	case KindDecision:
		return l.Say("decision", "判断")
	case KindAction:
		return l.Say("action", "作業")
	case KindCommunication:
		return l.Say("communication", "連絡")
	case KindKPI:
		return "KPI"
	case KindRecovery:
		return l.Say("recovery", "復旧")
	case KindNote:
		return l.Say("note", "メモ")
	case KindCorrection:
		return l.Say("correction", "訂正")
	}
	return string(k)
}

// Label names the report for people.
func (k ReportKind) Label(l Lang) string {
	switch k {
	case ReportFirst:
		return l.Say("first report", "初報")
	case ReportPeriodic:
		return l.Say("periodic report", "定時報")
	case ReportCompletion:
		return l.Say("completion report", "完了報")
	}
	return string(k)
}

// Label names the kind of change for people.
func (k ActionKind) Label(l Lang) string {
	switch k {
	case "prevent":
		return l.Say("prevent", "予防")
	case "detect":
		return l.Say("detect", "検知")
	case "mitigate":
		return l.Say("mitigate", "緩和")
	case "process":
		return l.Say("process", "手順")
	case "game-day":
		return l.Say("game day", "演習")
	case "education":
		return l.Say("education", "教育")
	}
	return string(k)
}

// Duty says what the role does, in a few words.
func (r Role) Duty(l Lang) string {
	switch r {
	case Commander:
		return l.Say("decides", "指揮・判断")
	case Operations:
		return l.Say("works on recovery", "復旧作業")
	case Communication:
		return l.Say("writes and sends reports", "連絡")
	case Recorder:
		return l.Say("keeps the timeline", "記録")
	}
	return ""
}
