package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/tracker"
)

func roleCommand(streams IO) *cobra.Command {
	cmd := &cobra.Command{
		Use: "role INC assign|release|handover IC|Ops|Comm|Rec PERSON", Short: "Assign, release or hand over a role", Args: cobra.ExactArgs(4),
		Long: "Assign, release or hand over a role of the first response. One person holds at most two roles in an incident;\n" +
			"the IC decides, and holds no Ops role.",
		Example: "  pmtracker role INC-2026-0042 assign IC @akiko\n  pmtracker role INC-2026-0042 handover IC @ben --note \"the rollback runs until 10:15\"",
	}
	s := newSession(streams, cmd)
	var note, format string
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := checkFormat(format); err != nil {
			return err
		}
		return runRole(cmd.Context(), s, args, note, format)
	}
	cmd.Flags().StringVar(&note, "note", "", "what is handed over")
	formatFlag(cmd, &format)
	return cmd
}

func runRole(ctx context.Context, s *session, args []string, note, format string) error {
	key, verb, role := args[0], args[1], incident.RoleOf(args[2])
	return s.run(ctx, nil, func(t *tracker.Tracker) error {
		person := s.actor.Meant(args[3])
		var err error
		switch verb {
		case "assign":
			err = t.AssignRole(ctx, s.actor, key, role, person)
		case "release":
			err = t.ReleaseRole(ctx, s.actor, key, role, person)
		case "handover":
			err = t.HandOverRole(ctx, s.actor, key, role, person, note)
		default:
			err = incident.Tell(incident.Invalid, "there is no %q; use assign, release or handover", "%q はありません。assign、release、handover のいずれかを使ってください", verb)
		}
		if err != nil {
			return err
		}
		return s.streams.did(format, map[string]any{"incident": key, "change": verb, "role": role, "person": person},
			incident.RoleChanged(environmentLang(), key, verb, role, person))
	})
}
