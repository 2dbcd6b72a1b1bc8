package tracker

import (
	"context"
	"log/slog"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

// Outward gives an error as those may read it who come over the network. What a database
// says that does not answer or cannot do its work, and the detail of an internal failure, go to the log alone,
// with what was done.
func Outward(ctx context.Context, err error, done ...any) error {
	down, unusable := store.Unreachable(err), store.Unusable(err)
	if err == nil || !down && !unusable && incident.CodeOf(err) != incident.Internal {
		return err
	}
	slog.ErrorContext(ctx, "request failed", append(done, "error", err)...)
	if unusable {
		return incident.Tell(incident.Unavailable, "the database cannot keep anything right now, and nothing was changed; tell whoever runs this server", "データベースに書き込めません。変更は保存されていません。このサーバーの管理者に連絡してください")
	}
	if down {
		return incident.Tell(incident.Unavailable, "the database does not answer right now; wait a little, then try again", "データベースが応答していません。少し待ってからもう一度お試しください")
	}
	return incident.Tell(incident.Internal, "something went wrong on our side; it is in the server's log", "サーバー側で問題が発生しました。詳細はサーバーのログにあります")
}
