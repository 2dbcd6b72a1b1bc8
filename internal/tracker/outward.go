package tracker

import (
	"context"
	"log/slog"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// Outward gives an error as those may read it who come over the network. What a database
// says that does not answer, and the detail of an internal failure, go to the log alone,
// with what was done.
func Outward(ctx context.Context, err error, done ...any) error {
	down := store.Unreachable(err)
	if err == nil || !down && incident.CodeOf(err) != incident.Internal {
		return err
	}
	slog.ErrorContext(ctx, "request failed", append(done, "error", err)...)
	if down {
		return incident.Tell(incident.Unavailable, "the database does not answer right now; wait a little, then try again", "データベースが応答していません。少し待ってからもう一度お試しください")
	}
	return incident.Tell(incident.Internal, "something went wrong on our side; it is in the server's log", "サーバー側で問題が発生しました。詳細はサーバーのログにあります")
}
