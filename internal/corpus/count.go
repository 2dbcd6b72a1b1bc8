package corpus

// Count is agreement in numbers; what is looked for is the vague, or the blaming.
type Count struct{ Hit, FalseAlarm, Miss, Silent int }

// Add counts one verdict.
func (c *Count) Add(found, wanted bool) {
	switch {
	case found && wanted:
		c.Hit++
	case found:
		c.FalseAlarm++
	case wanted:
		c.Miss++
	default:
		c.Silent++
	}
}

// Precision, Recall and F1 are as usual; -1 where they have no value.
func (c Count) Precision() float64 { return ratio(c.Hit, c.Hit+c.FalseAlarm) }

// Recall is the part of what people found that the checker finds.
func (c Count) Recall() float64 { return ratio(c.Hit, c.Hit+c.Miss) }

// F1 is the harmonic mean of the two.
func (c Count) F1() float64 { return ratio(2*c.Hit, 2*c.Hit+c.FalseAlarm+c.Miss) }

func ratio(a, b int) float64 {
	if b == 0 {
		return -1
	}
	return float64(a) / float64(b)
}
