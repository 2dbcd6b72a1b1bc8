package store

import (
	"context"
	"strconv"
	"strings"
	"time"
)

// Use changes what is kept of the requests that an account sent to its provider.
// All nodes share it, and one at a time changes it.
func (s *Store) Use(ctx context.Context, account string, change func(sent []time.Time) []time.Time) error {
	const attempted = "cannot count the requests to the ticket system"
	return s.Write(ctx, func(tx *Tx) error {
		var kept string
		err := tx.QueryRowContext(ctx, `INSERT INTO provider_use (account, sent) VALUES ($1, '')
			ON CONFLICT (account) DO UPDATE SET account = excluded.account RETURNING sent`, account).Scan(&kept)
		if err != nil {
			return said(err, attempted)
		}
		var sent []time.Time
		for _, field := range strings.Fields(kept) {
			if n, err := strconv.ParseInt(field, 10, 64); err == nil {
				sent = append(sent, time.UnixMicro(n).UTC())
			}
		}
		var b strings.Builder
		for _, at := range change(sent) {
			b.WriteString(strconv.FormatInt(at.UnixMicro(), 10))
			b.WriteByte(' ')
		}
		return tx.exec(ctx, attempted, "UPDATE provider_use SET sent = $2 WHERE account = $1", account, b.String())
	})
}
