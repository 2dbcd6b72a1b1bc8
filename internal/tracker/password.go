package tracker

import (
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// The cost of a password's hash: PBKDF2-HMAC-SHA256 as the OWASP Password
// Storage Cheat Sheet of 2023 asks for.
const passwordRounds = 600_000

// hashPassword makes the text under which a password is kept.
func hashPassword(password string) (string, error) {
	if len([]rune(password)) < 12 {
		return "", incident.Tell(incident.Invalid, "a password has at least 12 characters; a few words are good", "パスワードは12文字以上にしてください。単語をいくつか並べるのがおすすめです")
	}
	if len(password) > 1000 {
		return "", incident.Tell(incident.Invalid, "a password has at most 1,000 bytes", "パスワードは1,000バイト以内にしてください")
	}
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		return "", incident.Errorf(incident.Internal, "cannot make a salt: %w", err)
	}
	return passwordHash(password, salt, passwordRounds)
}

func passwordHash(password string, salt []byte, rounds int) (string, error) {
	key, err := pbkdf2.Key(sha256.New, password, salt, rounds, 32)
	if err != nil {
		return "", incident.Errorf(incident.Internal, "cannot hash a password: %w", err)
	}
	enc := base64.RawStdEncoding
	return fmt.Sprintf("pbkdf2-sha256$%d$%s$%s", rounds, enc.EncodeToString(salt), enc.EncodeToString(key)), nil
}

// samePassword tells whether a password is the one that was kept. It takes the
// same time whatever was kept.
func samePassword(password, kept string) bool {
	rounds, salt := passwordRounds, []byte("no such account.")
	parts := strings.Split(kept, "$")
	known := len(parts) == 4 && len(password) <= 1000
	if known {
		if _, err := fmt.Sscanf(parts[1], "%d", &rounds); err != nil || rounds < 1 || rounds > 10_000_000 {
			return false
		}
		decoded, err := base64.RawStdEncoding.DecodeString(parts[2])
		if err != nil {
			return false
		}
		salt = decoded
	} else {
		password = ""
	}
	hash, err := passwordHash(password, salt, rounds)
	return err == nil && known && subtle.ConstantTimeCompare([]byte(hash), []byte(kept)) == 1
}
