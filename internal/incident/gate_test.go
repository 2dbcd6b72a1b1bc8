package incident_test

import (
	"strings"
	"testing"
	"time"

	"github.com/golang-sql/civil"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// ready is an incident that may close.
func ready() incident.Snapshot {
	value := 0.4
	due := civil.Date{Year: 2026, Month: 4, Day: 1}
	began := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	return incident.Snapshot{
		Lang: incident.English, Zone: time.UTC, Now: began.Add(24 * time.Hour), OccurredAt: began, Author: "akiko@example.com", Revision: "r1",
		ActionItems:  []incident.ActionItem{{ID: "AI-1", Title: "t", Owner: "@ben", Due: due, Ticket: "acme/checkout#1", When: "errors pass 2%", Before: "by hand", After: "it rolls back", VerifiedBy: "a game day"}},
		TicketsAsked: true, Tickets: map[string]incident.TicketFact{"AI-1": {Exists: true, Owners: []string{"ben"}, Due: due}},
		Approvals: []incident.Approval{{By: "ben@example.com", Revision: "r1"}},
		Reports:   []incident.Report{{Kind: incident.ReportCompletion, SentAt: began.Add(time.Hour), Tickets: []string{"https://github.com/acme/checkout/issues/1"}}},
		KPIs:      []incident.KPI{{Name: "error rate", Value: &value, Baseline: &incident.Range{High: 1}}}, RecoveredAt: began.Add(time.Hour),
	}
}

func TestGate(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(*incident.Snapshot)
		want  []incident.GateRule
	}{
		{"everything holds", func(*incident.Snapshot) {}, nil},
		{"no action item", func(s *incident.Snapshot) { s.ActionItems = nil }, []incident.GateRule{"G1"}},
		{"no action item, with an approved reason", func(s *incident.Snapshot) { s.ActionItems, s.NoActionItems = nil, "the service is gone" }, nil},
		{"no postmortem", func(s *incident.Snapshot) { s.NoPostmortem, s.ActionItems = true, nil }, []incident.GateRule{"G1", "G6"}},
		{"no postmortem, and all that can be is turned off", func(s *incident.Snapshot) {
			s.NoPostmortem, s.ActionItems = true, nil
			s.Policy, _ = incident.NewPolicy([]string{"G1", "G3", "G5", "G6", "G7", "G8"})
		}, []incident.GateRule{"G2"}},
		{"no trigger", func(s *incident.Snapshot) { s.ActionItems[0].When = "" }, []incident.GateRule{"G2"}},
		{"vague", func(s *incident.Snapshot) {
			s.Findings = []incident.Finding{{Rule: "action-vague", Item: "AI-1", Message: "m", Fix: "f"}}
		}, []incident.GateRule{"G2"}},
		{"no owner", func(s *incident.Snapshot) { s.ActionItems[0].Owner = "" }, []incident.GateRule{"G3"}},
		{"due before the incident", func(s *incident.Snapshot) { s.ActionItems[0].Due.Year = 2025 }, []incident.GateRule{"G3", "G4"}},
		{"due on the day of the incident", func(s *incident.Snapshot) {
			day := civil.DateOf(s.OccurredAt)
			s.ActionItems[0].Due, s.Tickets["AI-1"] = day, incident.TicketFact{Exists: true, Owners: []string{"ben"}, Due: day}
		}, nil},
		{"no ticket", func(s *incident.Snapshot) { s.ActionItems[0].Ticket = "" }, []incident.GateRule{"G4"}},
		{"a pull request is no ticket", func(s *incident.Snapshot) { s.ActionItems[0].Ticket = "https://github.com/acme/checkout/pull/1" }, []incident.GateRule{"G4", "G7"}},
		{"the ticket does not exist", func(s *incident.Snapshot) { s.Tickets["AI-1"] = incident.TicketFact{} }, []incident.GateRule{"G4"}},
		{"nobody answered about the ticket", func(s *incident.Snapshot) { delete(s.Tickets, "AI-1") }, []incident.GateRule{"G4"}},
		{"another owner", func(s *incident.Snapshot) {
			s.Tickets["AI-1"] = incident.TicketFact{Exists: true, Due: s.ActionItems[0].Due}
		}, []incident.GateRule{"G4"}},
		{"blame", func(s *incident.Snapshot) { s.Findings = []incident.Finding{{Rule: "blame", Message: "m", Fix: "f"}} }, []incident.GateRule{"G5"}},
		{"approved by the author", func(s *incident.Snapshot) { s.Approvals[0].By = "@akiko" }, []incident.GateRule{"G6"}},
		{"edited after the approval", func(s *incident.Snapshot) { s.Revision = "r2" }, []incident.GateRule{"G6"}},
		{"neither a ticket nor one in the completion report", func(s *incident.Snapshot) {
			s.ActionItems[0].Ticket, s.Reports[0].Tickets = "", nil
		}, []incident.GateRule{"G4", "G7"}},
		{"no ticket, and TBD in the completion report", func(s *incident.Snapshot) {
			s.ActionItems[0].Ticket, s.Reports[0].Tickets = "", []string{"TBD"}
		}, []incident.GateRule{"G4", "G7"}},
		{"a ticket, and none in the completion report", func(s *incident.Snapshot) { s.Reports[0].Tickets = nil }, []incident.GateRule{"G7"}},
		{"no action item, and no ticket in the completion report", func(s *incident.Snapshot) {
			s.ActionItems, s.NoActionItems, s.Reports[0].Tickets = nil, "the service is gone", nil
		}, nil},
		{"the completion report reached nobody", func(s *incident.Snapshot) { s.Reports[0].Lost = true }, []incident.GateRule{"G7"}},
		{"a completion report that reached nobody after one that did", func(s *incident.Snapshot) {
			lost := s.Reports[0]
			lost.Lost = true
			s.Reports = append(s.Reports, lost)
		}, nil},
		{"no completion report", func(s *incident.Snapshot) { s.Reports = nil }, []incident.GateRule{"G7"}},
		{"the completion report before the recovery", func(s *incident.Snapshot) { s.RecoveredAt = s.RecoveredAt.Add(time.Minute) }, []incident.GateRule{"G7"}},
		{"the completion report in the minute of the recovery", func(s *incident.Snapshot) { s.RecoveredAt = s.RecoveredAt.Add(40 * time.Second) }, nil},
		{"the completion report before the incident", func(s *incident.Snapshot) { s.Reports[0].SentAt = s.OccurredAt.Add(-time.Hour) }, []incident.GateRule{"G7"}},
		{"the same, the recovery not known", func(s *incident.Snapshot) {
			s.Reports[0].SentAt, s.RecoveredAt = s.OccurredAt.Add(-time.Hour), time.Time{}
		}, []incident.GateRule{"G7", "G8"}},
		{"the completion report in the future", func(s *incident.Snapshot) { s.Reports[0].SentAt = s.Now.Add(time.Hour) }, []incident.GateRule{"G7"}},
		{"a second completion report in time", func(s *incident.Snapshot) {
			early := s.Reports[0]
			early.SentAt = s.OccurredAt.Add(-time.Hour)
			s.Reports = append(s.Reports, early)
		}, nil},
		{"a later completion report without tickets", func(s *incident.Snapshot) {
			s.Reports = append(s.Reports, incident.Report{Kind: incident.ReportCompletion, SentAt: s.Reports[0].SentAt.Add(time.Hour)})
		}, nil},
		{"two completion reports of one ticket each", func(s *incident.Snapshot) {
			second := s.ActionItems[0]
			second.ID, second.Ticket = "AI-2", "acme/checkout#2"
			s.ActionItems, s.Tickets["AI-2"] = append(s.ActionItems, second), s.Tickets["AI-1"]
			s.Reports = append(s.Reports, incident.Report{Kind: incident.ReportCompletion, SentAt: s.Reports[0].SentAt.Add(time.Hour), Tickets: []string{"acme/checkout#2"}})
		}, nil},
		{"a ticket that only a completion report before the recovery names", func(s *incident.Snapshot) {
			early := s.Reports[0]
			early.SentAt, s.Reports[0].Tickets = s.RecoveredAt.Add(-2*time.Minute), nil
			s.Reports = append(s.Reports, early)
		}, []incident.GateRule{"G7"}},
		{"two completion reports of TBD", func(s *incident.Snapshot) {
			s.ActionItems[0].Ticket, s.Reports[0].Tickets = "", []string{"TBD"}
			s.Reports = append(s.Reports, s.Reports[0])
		}, []incident.GateRule{"G4", "G7"}},
		{"a KPI outside its range", func(s *incident.Snapshot) { s.KPIs[0].Baseline.High = 0.1 }, []incident.GateRule{"G8"}},
		{"recovered without KPIs", func(s *incident.Snapshot) { s.KPIs = nil }, []incident.GateRule{"G8"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := ready()
			c.spoil(&s)
			var got []incident.GateRule
			for _, u := range incident.Gate(s) {
				got = append(got, u.Rule)
				if u.Message == "" || u.Fix == "" {
					t.Errorf("%s gives no reason or no fix", u.Rule)
				}
			}
			if len(got) != len(c.want) {
				t.Fatalf("unmet %v, want %v", got, c.want)
			}
			for i := range got {
				if got[i] != c.want[i] {
					t.Fatalf("unmet %v, want %v", got, c.want)
				}
			}
		})
	}
}

func TestBehaviourAndTicketRulesCannotBeTurnedOff(t *testing.T) {
	for _, rule := range []string{"G2", "G4", "g4", "G9"} {
		if _, err := incident.NewPolicy([]string{rule}); incident.CodeOf(err) != incident.Invalid {
			t.Errorf("turning %s off: %v", rule, err)
		}
	}
	s := ready()
	s.Reports = nil
	policy, err := incident.NewPolicy([]string{"G7"})
	if err != nil {
		t.Fatal(err)
	}
	if s.Policy = policy; len(incident.Gate(s)) != 0 {
		t.Error("G7 is off and still asked")
	}
}

// TestMovedTicket: the fix of a ticket that moved is its new address; a new ticket
// would be its twin.
func TestMovedTicket(t *testing.T) {
	item := incident.ActionItem{ID: "AI-1", Ticket: "https://github.com/acme/checkout/issues/1"}
	gone := incident.TicketFact{Why: incident.Tell(incident.NotFound, "it is gone", "ありません")}
	moved := gone
	moved.URL = "https://github.com/acme/other/issues/7"
	for _, l := range []incident.Lang{incident.English, incident.Japanese} {
		fix := incident.TicketDisagreements(item, moved, nil, l)[0].Fix
		if !strings.Contains(fix, moved.URL) || strings.Contains(fix, "tickets create") {
			t.Errorf("moved: %s", fix)
		}
		if fix := incident.TicketDisagreements(item, gone, nil, l)[0].Fix; !strings.Contains(fix, "tickets create") {
			t.Errorf("gone: %s", fix)
		}
	}
}

// TestATicketThatNobodyAnsweredAboutStays: who could not be asked did not say that there
// is no ticket; to take the link out would open a second one.
func TestATicketThatNobodyAnsweredAboutStays(t *testing.T) {
	s := ready()
	delete(s.Tickets, "AI-1")
	unmet := incident.Gate(s)
	if len(unmet) != 1 || strings.Contains(unmet[0].Message, "does not know") || !strings.Contains(unmet[0].Fix, "leave the link as it is") || unmet[0].Remedy == incident.RemedyRelink {
		t.Errorf("%+v", unmet)
	}
}

// TestTicketOfAnotherThanTheMappedAccount names the account that the mapping gives the
// owner, and where it gives it: in the ticket nobody is called as in the document.
func TestTicketOfAnotherThanTheMappedAccount(t *testing.T) {
	people := incident.People{{ID: "@akiko", GitHub: "akiko-s"}, {ID: "@ben", GitHub: "Ben"}}
	disagree := func(owner string, l incident.Lang) incident.Unmet {
		item := incident.ActionItem{ID: "AI-1", Owner: owner, Ticket: "https://github.com/acme/checkout/issues/813"}
		want, _ := people.Account(incident.GitHub, owner)
		return incident.TicketDisagreements(item, incident.TicketFact{Exists: true, Owners: []string{"akiko"}, WantOwner: want}, people, l)[0]
	}
	if u := disagree("@akiko", incident.English); !strings.HasSuffix(u.Message, "is assigned to akiko, the item says @akiko (akiko-s)") ||
		u.Fix != "assign the ticket to akiko-s, which is the account of @akiko under people: in .pmtracker.yaml, or correct that mapping or the owner here" {
		t.Errorf("%+v", u)
	}
	if u := disagree("@akiko", incident.Japanese); !strings.Contains(u.Message, "文書では @akiko (akiko-s) です") || !strings.Contains(u.Fix, "akiko-s（.pmtracker.yaml の people: にある @akiko のアカウント）") {
		t.Errorf("%+v", u)
	}
	if u := disagree("@ben", incident.English); !strings.HasSuffix(u.Message, "the item says @ben") || u.Fix != "assign the ticket to @ben, or change the owner here" {
		t.Errorf("%+v", u)
	}
}

// TestTheRemedyOfTheReviewNamesWhoMayNot: whoever generated the postmortem may not approve
// it either, whatever its author says.
func TestTheRemedyOfTheReviewNamesWhoMayNot(t *testing.T) {
	for writer, want := range map[string]string{"": "other than @akiko run", "akiko": "other than @akiko run", "@dora": "other than @akiko and @dora run"} {
		s := ready()
		s.Author, s.WrittenBy, s.Approvals = "@akiko", writer, nil
		unmet := incident.Gate(s)
		if len(unmet) != 1 || !strings.Contains(unmet[0].Fix, want) {
			t.Errorf("written by %q: %+v", writer, unmet)
		}
	}
}

// TestTheReviewSaysWhoAsksForChanges: who works at the command line learns that a reviewer
// has answered, and what they want.
func TestTheReviewSaysWhoAsksForChanges(t *testing.T) {
	s := ready()
	s.Approvals, s.Requests = nil, incident.Verdicts{{By: "@ben", Revision: "r0", Wants: "Say how it is\nmeasured " + strings.Repeat("長", 300)}}
	unmet := incident.Gate(s)
	if len(unmet) != 1 || !strings.HasPrefix(unmet[0].Message, `nobody has approved this revision; @ben asks for changes: "Say how it is measured 長`) ||
		!strings.HasSuffix(unmet[0].Message, `長…"`) || len([]rune(unmet[0].Message)) > 280 {
		t.Errorf("%+v", unmet)
	}
	if s.Lang = incident.Japanese; !strings.Contains(incident.Gate(s)[0].Message, "。@ben が修正を求めています:「Say how") {
		t.Errorf("%+v", incident.Gate(s))
	}
}
