package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Account is somebody who may sign in.
type Account struct {
	ID        string // the name under which the person acts: "@akiko"
	Name      string
	Email     string
	Access    string
	Password  string // salted hash; empty: signs in elsewhere
	CreatedAt time.Time
	Disabled  bool
	Lang      string            // in which it likes to read; empty: as the browser says
	Zone      string            // IANA name of the time zone in which it likes to read; empty: as the browser says
	Services  map[string]string // more access, by service
}

const accountColumns = "id, name, email, access, password, created_at, disabled, lang, zone"

func scanAccount(scan func(...any) error) (Account, error) {
	var a Account
	var at sql.NullInt64
	err := scan(&a.ID, &a.Name, &a.Email, &a.Access, &a.Password, &at, &a.Disabled, &a.Lang, &a.Zone)
	a.CreatedAt = fromMicros(at)
	return a, err
}

// InsertAccount writes a new account; one of that ID is a Conflict.
func (tx *Tx) InsertAccount(ctx context.Context, a Account) error {
	return tx.exec(ctx, "cannot write the account "+a.ID, "INSERT INTO account ("+accountColumns+") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
		a.ID, a.Name, a.Email, a.Access, a.Password, micros(a.CreatedAt), a.Disabled, a.Lang, a.Zone)
}

// LockAccounts lets one transaction at a time decide which accounts there are. On
// SQLite a write transaction is alone from its start.
func (tx *Tx) LockAccounts(ctx context.Context) error {
	if tx.dialect != PostgreSQL {
		return nil
	}
	return tx.exec(ctx, "cannot wait for other accounts", "LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE")
}

// Account gives the account of an ID with its access by service: NotFound where
// there is none.
func (tx *Tx) Account(ctx context.Context, id string) (Account, error) {
	return tx.account(ctx, id, "")
}

// LockAccount gives the same, and nobody else changes the account before the commit
// who locks it too.
func (tx *Tx) LockAccount(ctx context.Context, id string) (Account, error) {
	return tx.account(ctx, id, tx.forUpdate())
}

func (tx *Tx) account(ctx context.Context, id, lock string) (Account, error) {
	a, err := scanAccount(tx.QueryRowContext(ctx, "SELECT "+accountColumns+" FROM account WHERE id = $1"+lock, id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return a, incident.Tell(incident.NotFound, "there is no account %s", "アカウント %s はありません", id)
	}
	if err != nil {
		return a, said(err, "cannot read the account")
	}
	a.Services = map[string]string{}
	err = tx.each(ctx, "cannot read the access of the account", func(scan func(...any) error) error {
		var service, access string
		err := scan(&service, &access)
		a.Services[service] = access
		return err
	}, "SELECT service, access FROM account_service WHERE account_id = $1", id)
	return a, err
}

// Accounts lists the accounts by ID.
func (tx *Tx) Accounts(ctx context.Context) ([]Account, error) {
	services := map[string]map[string]string{}
	const attempted = "cannot list the accounts"
	err := tx.each(ctx, attempted, func(scan func(...any) error) error {
		var id, service, access string
		err := scan(&id, &service, &access)
		if services[id] == nil {
			services[id] = map[string]string{}
		}
		services[id][service] = access
		return err
	}, "SELECT account_id, service, access FROM account_service")
	if err != nil {
		return nil, err
	}
	var all []Account
	err = tx.each(ctx, attempted, func(scan func(...any) error) error {
		a, err := scanAccount(scan)
		a.Services = services[a.ID]
		all = append(all, a)
		return err
	}, "SELECT "+accountColumns+" FROM account ORDER BY id")
	return all, err
}

// SetAccess changes what an account may do.
func (tx *Tx) SetAccess(ctx context.Context, id, access string, disabled bool) error {
	return tx.exec(ctx, "cannot change the account "+id, "UPDATE account SET access = $2, disabled = $3 WHERE id = $1", id, access, disabled)
}

// SetReading changes the language and the zone in which an account likes to read.
func (tx *Tx) SetReading(ctx context.Context, id, lang, zone string) error {
	return tx.exec(ctx, "cannot change the account "+id, "UPDATE account SET lang = $2, zone = $3 WHERE id = $1", id, lang, zone)
}

// SetPassword changes the password's hash of an account.
func (tx *Tx) SetPassword(ctx context.Context, id, hash string) error {
	return tx.exec(ctx, "cannot change the account "+id, "UPDATE account SET password = $2 WHERE id = $1", id, hash)
}

// SetServiceAccess gives an account more access for one service; the empty
// access takes it away.
func (tx *Tx) SetServiceAccess(ctx context.Context, id, service, access string) error {
	const attempted = "cannot change the access of the account"
	if err := tx.exec(ctx, attempted, "DELETE FROM account_service WHERE account_id = $1 AND service = $2", id, service); err != nil || access == "" {
		return err
	}
	return tx.exec(ctx, attempted, "INSERT INTO account_service (account_id, service, access) VALUES ($1, $2, $3)", id, service, access)
}

// Identity gives the account of somebody at an identity provider: NotFound where
// there is none.
func (tx *Tx) Identity(ctx context.Context, issuer, subject string) (Account, error) {
	var id string
	err := tx.QueryRowContext(ctx, "SELECT account_id FROM account_identity WHERE issuer = $1 AND subject = $2", issuer, subject).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return Account{}, incident.Tell(incident.NotFound, "nobody of that identity has an account", "その認証情報に対応するアカウントはありません")
	}
	if err != nil {
		return Account{}, said(err, "cannot read the identity")
	}
	return tx.Account(ctx, id)
}

// InsertIdentity ties somebody at an identity provider to an account.
func (tx *Tx) InsertIdentity(ctx context.Context, issuer, subject, account string) error {
	return tx.exec(ctx, "cannot write the identity", "INSERT INTO account_identity (issuer, subject, account_id) VALUES ($1, $2, $3)", issuer, subject, account)
}

// Token is an API token of an account. The token itself is not kept.
type Token struct {
	ID, Account, Name, Access string
	CreatedAt                 time.Time
	ExpiresAt                 time.Time // zero: never
	LastUsedAt                time.Time // to the hour; zero: never
}

// InsertToken writes a token by its hash and gives its ID.
func (tx *Tx) InsertToken(ctx context.Context, t Token, hash string) (string, error) {
	t.ID = NewID()
	return t.ID, tx.exec(ctx, "cannot write the token", "INSERT INTO api_token (id, account_id, hash, name, access, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
		t.ID, t.Account, hash, t.Name, t.Access, micros(t.CreatedAt), micros(t.ExpiresAt))
}

const tokenColumns = "id, account_id, name, access, created_at, expires_at, last_used_at"

func scanToken(scan func(...any) error) (Token, error) {
	var t Token
	var created, expires, used sql.NullInt64
	err := scan(&t.ID, &t.Account, &t.Name, &t.Access, &created, &expires, &used)
	t.CreatedAt, t.ExpiresAt, t.LastUsedAt = fromMicros(created), fromMicros(expires), fromMicros(used)
	return t, err
}

// TokenOf gives the token of a hash: NotFound where there is none.
func (tx *Tx) TokenOf(ctx context.Context, hash string) (Token, error) {
	t, err := scanToken(tx.QueryRowContext(ctx, "SELECT "+tokenColumns+" FROM api_token WHERE hash = $1", hash).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return t, incident.Tell(incident.NotFound, "there is no such token", "該当するトークンがありません")
	}
	return t, said(err, "cannot read the token")
}

// Tokens lists the tokens of an account, oldest first.
func (tx *Tx) Tokens(ctx context.Context, account string) ([]Token, error) {
	var all []Token
	err := tx.each(ctx, "cannot list the tokens", func(scan func(...any) error) error {
		t, err := scanToken(scan)
		all = append(all, t)
		return err
	}, "SELECT "+tokenColumns+" FROM api_token WHERE account_id = $1 ORDER BY id", account)
	return all, err
}

// TokenUsed records when a token was used.
func (tx *Tx) TokenUsed(ctx context.Context, id string, at time.Time) error {
	return tx.exec(ctx, "cannot record the use of the token", "UPDATE api_token SET last_used_at = $2 WHERE id = $1", id, micros(at))
}

// DeleteToken takes a token of an account away.
func (tx *Tx) DeleteToken(ctx context.Context, account, id string) error {
	const attempted = "cannot take the token away"
	gone, err := tx.ExecContext(ctx, "DELETE FROM api_token WHERE account_id = $1 AND id = $2", account, id)
	if err != nil {
		return said(err, attempted)
	}
	if n, err := gone.RowsAffected(); err != nil || n > 0 {
		return said(err, attempted)
	}
	return incident.Tell(incident.NotFound, "you have no token %s", "トークン %s はありません", id)
}
