package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// Find gives the path of the configuration file of a folder: the nearest one in
// it or above. It is empty where there is none.
func Find(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", incident.Tell(incident.Invalid, "cannot look for %s: %w", "%s を探せません: %w", FileName, err)
	}
	for {
		path := filepath.Join(dir, FileName)
		_, err := os.Stat(path)
		if err == nil {
			return path, nil
		}
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
			return "", incident.Tell(incident.Invalid, "cannot look for %s: %w", "%s を探せません: %w", FileName, err)
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", nil
		}
		dir = parent
	}
}

// LoadFor reads the file that PMTRACKER_CONFIG names, else the one that Find finds
// for a folder, else gives Default.
func LoadFor(dir string) (Config, error) {
	if path := os.Getenv("PMTRACKER_CONFIG"); path != "" {
		return Load(path)
	}
	path, err := Find(dir)
	if err != nil || path == "" {
		return Default(), err
	}
	return Load(path)
}

// Load reads the file at path; where path is empty, the one of the working directory,
// as LoadFor finds it.
func Load(path string) (Config, error) {
	if path == "" {
		return LoadFor(".")
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return Config{}, incident.Tell(incident.Invalid, "cannot read the configuration: %w", "設定を読み取れません: %w", err)
	}
	return Parse(path, src)
}
