package incident_test

import (
	"testing"

	"github.com/pmtracker/pmtracker/internal/incident"
)

func TestOnePerson(t *testing.T) {
	people := incident.People{{ID: "sre", GitHub: "acme-sre"}}
	for _, owner := range []string{
		"@akiko", "akiko", "akiko@example.com", "@akiko@example.com", "5b10ac8d82e05b22cc7d4ef5", "Akiko Sato", "Akiko Sato (SRE)", "@sre-akiko", "@ops",
		"佐藤", "佐藤さん", "佐藤（運用担当）", "田中部長", "服部", "氷室", "さとう ひとみ", "山本さとし", "斎藤まこと", "田中佐と子", "ジョン・スミス", "マイケル・富岡", "J・スミス", "sre",
	} {
		if !people.OnePerson(owner) {
			t.Errorf("%q is one person", owner)
		}
	}
	for _, owner := range []string{
		"@ben @akiko", "@ben@akiko", "ben@example.com akiko@example.com", "田中さんと佐藤さん", "田中と佐藤", "田中 と 佐藤", "佐藤・田中", "佐藤さん・ジョンさん", "@ben・@akiko", "佐藤または田中",
		"the on-call engineer", "On-call", "SRE", "DevOps", "platform lead", "payments engineers", "incident commander", "our DBA", "SRE team", "everyone", "@here", "TBD", "–", "",
		"当番", "運用担当", "監視当番", "オンコール", "開発部", "インフラ", "開発部の部長", "SREチーム", "全員", "次のオンコール担当者",
	} {
		if (incident.People{}).OnePerson(owner) {
			t.Errorf("%q is not one person", owner)
		}
	}
}
