package incident

// RoleChanged says what became of a role: verb is assign, release or handover. person
// is as it is to be shown.
func RoleChanged(l Lang, key, verb string, role Role, person string) string {
	ja := map[string]string{"assign": "%[1]s: %[4]s が %[3]s に着任しました", "release": "%[1]s: %[4]s を %[3]s から外しました", "handover": "%[1]s: %[3]s を %[4]s に引き継ぎました"}
	return l.Say("%s: %s %s %s", ja[verb], key, verb, role, person)
}
