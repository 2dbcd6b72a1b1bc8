package incident

// Severity is how bad an incident is, SEV1 (worst) to SEV4.
type Severity string

// Severities lists them, worst first.
func Severities() []Severity { return []Severity{"SEV1", "SEV2", "SEV3", "SEV4"} }

// Valid tells whether s is one of the four.
func (s Severity) Valid() bool {
	return s == "SEV1" || s == "SEV2" || s == "SEV3" || s == "SEV4"
}
