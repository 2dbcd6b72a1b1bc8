package cli

import "testing"

// TestNamesInTheList: a command is found by the name that its own help shows.
func TestNamesInTheList(t *testing.T) {
	all := newRoot(IO{}, nil)
	for _, g := range groups() {
		for _, c := range g.commands {
			one := newRoot(IO{}, []string{c.name}).Commands()
			if len(one) != 1 || one[0].Name() != c.name {
				t.Errorf("%s makes %d commands, %v", c.name, len(one), one)
			}
			if found, _, err := all.Find([]string{c.name}); err != nil || found.GroupID != g.title {
				t.Errorf("%s is not in the help: %v", c.name, err)
			}
		}
	}
}
