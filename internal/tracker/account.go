package tracker

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/pmtracker/pmtracker/internal/incident"
	"github.com/pmtracker/pmtracker/internal/store"
)

var accountName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^@?[\pL\pN][\pL\pN._+-]{0,62}(@[A-Za-z0-9.-]{1,190})?$`)
})

// actorOf is what an account may do, for one who comes from origin.
func actorOf(a store.Account, origin string) Actor {
	actor := Actor{Name: a.ID, Access: Access(a.Access), Origin: origin, Lang: incident.Lang(a.Lang), Zone: a.Zone}
	for service, access := range a.Services {
		if actor.Services == nil {
			actor.Services = map[string]Access{}
		}
		actor.Services[service] = Access(access)
	}
	return actor
}

// HasAccounts tells whether anybody may sign in yet.
func (t *Tracker) HasAccounts(ctx context.Context) (has bool, err error) {
	err = t.Store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.Accounts(ctx)
		has = len(all) > 0
		return err
	})
	return has, err
}

// HasAdmin tells whether there is somebody who may let others in.
func (t *Tracker) HasAdmin(ctx context.Context) (has bool, err error) {
	err = t.Store.Read(ctx, func(tx *store.Tx) error {
		has, err = hasAdmin(ctx, tx)
		return err
	})
	return has, err
}

func hasAdmin(ctx context.Context, tx *store.Tx) (bool, error) {
	all, err := tx.Accounts(ctx)
	return slices.ContainsFunc(all, isAdmin), err
}

func isAdmin(a store.Account) bool { return Access(a.Access) == Admin && !a.Disabled }

// FirstAdmin makes the first account that may do everything; others may have signed
// in elsewhere before. Once there is an admin it is Refused.
func (t *Tracker) FirstAdmin(ctx context.Context, id, password, origin string) (Actor, error) {
	a, err := t.newAccount(id, password, Admin)
	if err != nil {
		return Actor{}, err
	}
	err = t.Store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.LockAccounts(ctx); err != nil {
			return err
		}
		done, err := hasAdmin(ctx, tx)
		if err != nil {
			return err
		}
		if done {
			return incident.Tell(incident.Refused, "the set-up is done already; sign in", "初期設定は完了しています。サインインしてください")
		}
		if err := tx.InsertAccount(ctx, a); err != nil {
			return err
		}
		return tx.Audit(ctx, store.AuditEntry{At: t.now(), Actor: a.ID, Origin: origin, Action: "account.first", Detail: a.ID})
	})
	return actorOf(a, origin), err
}

// newAccount checks what an account is made of. With the empty password it
// signs in elsewhere.
func (t *Tracker) newAccount(id, password string, access Access) (store.Account, error) {
	a := store.Account{ID: strings.TrimSpace(id), Access: string(access), CreatedAt: t.now()}
	if !accountName().MatchString(a.ID) {
		return a, incident.Tell(incident.Invalid, "%q is no name for an account; write a login, for example @akiko", "%q はアカウント名として使えません。@akiko のようなログイン名を書いてください", id)
	}
	if !access.Valid() {
		return a, incident.Tell(incident.Invalid, "there is no access %q; it is viewer, responder, reviewer or admin", "権限 %q はありません。viewer、responder、reviewer、admin のいずれかです", access)
	}
	if person, ok := t.Config.People.Find(a.ID); ok {
		a.ID, a.Name, a.Email = person.ID, person.Name, person.Email
	}
	var err error
	if password != "" {
		a.Password, err = hashPassword(password)
	}
	return a, err
}

// AddAccount makes an account that signs in with a password.
func (t *Tracker) AddAccount(ctx context.Context, by Actor, id, password string, access Access) error {
	if password == "" {
		return incident.Tell(incident.Invalid, "an account needs a password", "アカウントにはパスワードが必要です")
	}
	a, err := t.newAccount(id, password, access)
	if err != nil {
		return err
	}
	return t.change(ctx, by, Admin, "account.add", func(tx *store.Tx, entry *store.AuditEntry) error {
		entry.Detail = a.ID + " " + a.Access
		return tx.InsertAccount(ctx, a)
	})
}

// SetServiceAccess gives an account more access for the incidents of one service.
func (t *Tracker) SetServiceAccess(ctx context.Context, by Actor, id, service string, access Access) error {
	if service = strings.TrimSpace(service); service == "" || access != "" && !access.Valid() {
		return incident.Tell(incident.Invalid, "name a service and an access: viewer, responder, reviewer or admin", "サービスと権限（viewer、responder、reviewer、admin）を指定してください")
	}
	return t.change(ctx, by, Admin, "account.service", func(tx *store.Tx, entry *store.AuditEntry) error {
		if _, err := tx.LockAccount(ctx, id); err != nil {
			return err
		}
		entry.Detail = id + " " + service + " " + string(access)
		return tx.SetServiceAccess(ctx, id, service, string(access))
	})
}

// Accounts lists the accounts, for an admin.
func (t *Tracker) Accounts(ctx context.Context, by Actor) (all []store.Account, err error) {
	if err := by.may(Admin); err != nil {
		return nil, err
	}
	err = t.Store.Read(ctx, func(tx *store.Tx) error {
		all, err = tx.Accounts(ctx)
		return err
	})
	return all, err
}

// FindAccount gives the account that a spelling of its ID means, for an admin.
func (t *Tracker) FindAccount(ctx context.Context, by Actor, spelling string) (a store.Account, err error) {
	if err := by.may(Admin); err != nil {
		return a, err
	}
	err = t.Store.Read(ctx, func(tx *store.Tx) error {
		a, err = tx.FindAccount(ctx, spelling)
		return err
	})
	return a, err
}

// OwnAccount gives the account of the actor: NotFound where nobody signs in.
func (t *Tracker) OwnAccount(ctx context.Context, a Actor) (own store.Account, err error) {
	err = t.look(ctx, a, func(tx *store.Tx) error {
		own, err = tx.Account(ctx, a.Name)
		return err
	})
	return own, err
}

// SignIn gives who signs in with a password. Whether the name or the password
// was wrong is not told, and takes the same time.
func (t *Tracker) SignIn(ctx context.Context, id, password, origin string) (Actor, error) {
	var a store.Account
	err := t.Store.Read(ctx, func(tx *store.Tx) (err error) {
		if a, err = tx.FindAccount(ctx, id); incident.CodeOf(err) == incident.NotFound {
			err = nil
		}
		return err
	})
	if err != nil {
		return Actor{}, err
	}
	if !samePassword(password, a.Password) || a.Disabled {
		return Actor{}, incident.Tell(incident.Forbidden, "name or password is wrong", "アカウント名かパスワードが違います")
	}
	return actorOf(a, origin), nil
}

// Account gives what an account may do now. A disabled one is Forbidden.
func (t *Tracker) Account(ctx context.Context, id, origin string) (actor Actor, err error) {
	err = t.Store.Read(ctx, func(tx *store.Tx) error {
		a, err := tx.Account(ctx, id)
		if err == nil && a.Disabled {
			err = incident.Tell(incident.Forbidden, "the account %s is disabled", "アカウント %s は無効です", id)
		}
		actor = actorOf(a, origin)
		return err
	})
	return actor, err
}

// Identity is somebody as an identity provider vouches for.
type Identity struct {
	Issuer, Subject string
	Login           string // name there
	LoginChosen     bool   // whoever signs in can have chosen Login: it tells nothing of who that is
	Email           string // only where the provider says that it is verified
}

// SignInAs gives the account of somebody for whom an identity provider vouches.
// One who comes for the first time gets an account with the given access: under
// the name by which the team knows the verified address, else under the address
// or login. A name that somebody else has is a Conflict; a login that can be chosen,
// and by which the team knows somebody, is Forbidden.
func (t *Tracker) SignInAs(ctx context.Context, who Identity, access Access, origin string) (actor Actor, err error) {
	err = t.Store.Write(ctx, func(tx *store.Tx) error {
		a, err := tx.Identity(ctx, who.Issuer, who.Subject)
		if incident.CodeOf(err) == incident.NotFound {
			a, err = t.firstVisit(ctx, tx, who, access, origin)
		}
		if err == nil && a.Disabled {
			err = incident.Tell(incident.Forbidden, "the account %s is disabled", "アカウント %s は無効です", a.ID)
		}
		actor = actorOf(a, origin)
		return err
	})
	return actor, err
}

func (t *Tracker) firstVisit(ctx context.Context, tx *store.Tx, who Identity, access Access, origin string) (store.Account, error) {
	name := who.Email
	if name == "" {
		name = "@" + who.Login
		if person, known := t.Config.People.Find(name); known && who.LoginChosen {
			return store.Account{}, incident.Tell(incident.Forbidden, "%s is %s of the team, but the provider does not say that the address of who signs in is verified; verify it there, and sign in again", "%s はチームの %s ですが、サインインした人のメールアドレスが確認済みだと認証プロバイダーが示していません。プロバイダーでアドレスを確認してから、もう一度サインインしてください", name, person.ID)
		}
	}
	a, err := t.newAccount(name, "", access)
	if err != nil {
		return a, err
	}
	if a.Email == "" {
		a.Email = who.Email
	}
	if err := tx.InsertAccount(ctx, a); err != nil {
		if incident.CodeOf(err) == incident.Conflict {
			return a, incident.Tell(incident.Conflict, "there is an account %s already, and it was not made by this provider; ask an admin", "アカウント %s はすでにありますが、この認証プロバイダーで作られたものではありません。admin に問い合わせてください", a.ID)
		}
		return a, err
	}
	if err := tx.InsertIdentity(ctx, who.Issuer, who.Subject, a.ID); err != nil {
		return a, err
	}
	return a, tx.Audit(ctx, store.AuditEntry{At: t.now(), Actor: a.ID, Origin: origin, Action: "account.join", Detail: who.Issuer})
}

// NewToken makes an API token of the actor's and gives it, this once, and the id by
// which it is taken away. It may do at most what its owner may, for the incidents of each
// service.
func (t *Tracker) NewToken(ctx context.Context, a Actor, name string, access Access, expires time.Time) (id, secret string, err error) {
	if err := a.maySelf(); err != nil {
		return "", "", err
	}
	if !a.AllowsSomewhere(access) || !access.Valid() {
		return "", "", incident.Tell(incident.Forbidden, "a token may not do more than its owner: %s", "トークンには所有者の権限（%s）を超える権限を与えられません", a.highest())
	}
	secret = "pmt_" + strings.ToLower(rand.Text())
	err = t.change(ctx, a, Viewer, "token.add", func(tx *store.Tx, entry *store.AuditEntry) error {
		if _, err := tx.Account(ctx, a.Name); err != nil {
			return err
		}
		id, err = tx.InsertToken(ctx, store.Token{Account: a.Name, Name: strings.TrimSpace(name), Access: string(access), CreatedAt: t.now(), ExpiresAt: micro(expires)}, tokenHash(secret))
		entry.Detail = id
		return err
	})
	return id, secret, err
}

func tokenHash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// Tokens lists the tokens of the actor.
func (t *Tracker) Tokens(ctx context.Context, a Actor) (all []store.Token, err error) {
	err = t.look(ctx, a, func(tx *store.Tx) error {
		all, err = tx.Tokens(ctx, a.Name)
		return err
	})
	return all, err
}

// DropToken takes a token of the actor's away; one that the actor does not have is
// NotFound. Who comes with a token may take that one away.
func (t *Tracker) DropToken(ctx context.Context, a Actor, id string) error {
	if err := a.maySelf(); err != nil && id != a.Token {
		return err
	}
	return t.change(ctx, a, Viewer, "token.drop", func(tx *store.Tx, entry *store.AuditEntry) error {
		entry.Detail = id
		return tx.DeleteToken(ctx, a.Name, id)
	})
}

// TokenActor gives who acts with a token: its owner, with the access of the token
// at most.
func (t *Tracker) TokenActor(ctx context.Context, secret, origin string) (Actor, error) {
	var token store.Token
	var account store.Account
	err := t.Store.Read(ctx, func(tx *store.Tx) (err error) {
		if token, err = tx.TokenOf(ctx, tokenHash(secret)); err != nil {
			return err
		}
		account, err = tx.Account(ctx, token.Account)
		return err
	})
	now := t.now()
	switch {
	case incident.CodeOf(err) == incident.NotFound, err == nil && account.Disabled:
		return Actor{}, incident.Tell(incident.Forbidden, "the token is not known", "このトークンは登録されていません")
	case err != nil:
		return Actor{}, err
	case !token.ExpiresAt.IsZero() && !token.ExpiresAt.After(now):
		return Actor{}, incident.Tell(incident.Forbidden, "the token has expired", "トークンの有効期限が切れています")
	}
	if now.Sub(token.LastUsedAt) > time.Hour {
		used := now.Truncate(time.Hour)
		if used.Before(token.CreatedAt) { // no token is used before there is one
			used = token.CreatedAt
		}
		if err := t.Store.Write(ctx, func(tx *store.Tx) error { return tx.TokenUsed(ctx, token.ID, used) }); err != nil {
			return Actor{}, err
		}
	}
	actor := actorOf(account, origin).atMost(Access(token.Access))
	actor.Token = token.ID
	return actor, nil
}
