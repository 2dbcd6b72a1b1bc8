package tracker

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/postmortem"
	"github.com/pmtracker/pmtracker/internal/store"
)

// ItemChange is what somebody wants the fields of an action item to say.
type ItemChange struct {
	Values map[incident.Field]string
	// Base is the revision from which the values were made: one that says the same
	// there was not touched and is left alone. 0: each value is meant.
	Base int
}

// SetFields changes several fields of one action item of an incident's
// postmortem in one revision, and no other byte. A value that is there already
// changes nothing. A field that somebody else changed since the base is a Conflict
// that says what it is now, as is an item that is another one now, and nothing is written.
func (t *Tracker) SetFields(ctx context.Context, a Actor, key, item string, c ItemChange) error {
	if err := incident.CheckText(slices.Collect(maps.Values(c.Values))...); err != nil {
		return err
	}
	values, was, err := t.touched(ctx, a, key, item, c)
	if err != nil {
		return err
	}
	return t.edit(ctx, a, untilClosed, "item.edit", key, func(d *postmortem.Document) (edited, error) {
		it, err := d.Item(item)
		if err != nil {
			return edited{}, err
		}
		if was != nil {
			if err := stillThe(*was, d); err != nil {
				return edited{}, incident.Tell(incident.Conflict, "%w; nothing was saved, look at it and save again", "%w。まだ何も保存していません。確認してからもう一度保存してください", err)
			}
			if err := overwritten(it.ActionItem, *was, values); err != nil {
				return edited{}, err
			}
		}
		return withFields(d, item, values)
	})
}

// touched gives the values that differ from those of the base, and the item as it
// is there; nil where there is no base.
func (t *Tracker) touched(ctx context.Context, a Actor, key, item string, c ItemChange) (map[incident.Field]string, *incident.ActionItem, error) {
	values := map[incident.Field]string{}
	for field, value := range c.Values {
		values[field] = strings.TrimSpace(value)
	}
	if c.Base == 0 {
		return values, nil, nil
	}
	was, err := t.ItemAt(ctx, a, key, item, c.Base)
	if err != nil {
		return nil, nil, err
	}
	for field, value := range values {
		if sameWords(value, was.Get(field)) {
			delete(values, field)
		}
	}
	return values, &was, nil
}

// ItemAt gives an action item as a revision of an incident's postmortem has it.
func (t *Tracker) ItemAt(ctx context.Context, a Actor, key, item string, revision int) (was incident.ActionItem, err error) {
	err = t.look(ctx, a, func(tx *store.Tx) error {
		d, _, err := t.document(ctx, tx, key, revision)
		if err != nil {
			return err
		}
		it, err := d.Item(item)
		if err == nil {
			was = it.ActionItem
		}
		return err
	})
	return was, err
}

// sameWords tells whether two texts differ in their white space at most, which a
// form does not keep, but not in the entries of their lists.
func sameWords(a, b string) bool { return wordsOf(a) == wordsOf(b) }

func wordsOf(text string) string {
	text = postmortem.FieldText(text)
	if strings.Contains(text, "\n") {
		return text
	}
	return strings.Join(strings.Fields(text), " ")
}

// overwritten is a Conflict where a value would take the place of what somebody
// else wrote since the item was as it was.
func overwritten(now, was incident.ActionItem, values map[incident.Field]string) error {
	var english, japanese []string
	for _, field := range incident.Fields() {
		value, ok := values[field]
		if !ok || sameWords(now.Get(field), was.Get(field)) || sameWords(now.Get(field), value) {
			continue
		}
		if now.Get(field) == "" {
			english = append(english, field.Label(incident.English)+" is empty")
			japanese = append(japanese, "「"+field.Label(incident.Japanese)+"」は空")
			continue
		}
		english = append(english, field.Label(incident.English)+" says \""+now.Get(field)+"\"")
		japanese = append(japanese, "「"+field.Label(incident.Japanese)+"」は「"+now.Get(field)+"」")
	}
	if len(english) == 0 {
		return nil
	}
	return incident.Tell(incident.Conflict, "somebody else changed %[1]s in the meantime: %[2]s now; nothing was saved, look at it and save again",
		"%[1]s はその間にほかの人が変更しました（現在: %[3]s）。まだ何も保存していません。確認してからもう一度保存してください",
		now.ID, strings.Join(english, ", "), strings.Join(japanese, "、"))
}

// withFields writes values into an item, one after the other.
func withFields(d *postmortem.Document, item string, values map[incident.Field]string) (edited, error) {
	e := edited{text: d.Source}
	for _, field := range incident.Fields() {
		value, ok := values[field]
		if !ok {
			continue
		}
		it, err := d.Item(item)
		if err != nil {
			return e, err
		}
		if it.Get(field) == value {
			continue
		}
		if e.text, err = d.SetField(it.ID, field, value); err != nil {
			return e, err
		}
		if d, err = d.Edited(e.text); err != nil {
			return e, err
		}
		e.note = strings.TrimSpace(e.note + " " + string(field))
	}
	e.note = strings.TrimSpace(item + " " + e.note)
	return e, nil
}
