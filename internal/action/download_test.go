package action_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheDownloadIsTheReleasedProgram runs the script of action.yml against a
// release in a folder: the right program is run, another is not.
func TestTheDownloadIsTheReleasedProgram(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("curl is not here; the runners of GitHub have it")
	}
	dir := t.TempDir()
	program := "#!/bin/sh\necho \"ran $*\"\nexit 7\n"
	sum := sha256.Sum256([]byte(program))
	for name, text := range map[string]string{
		"action/action.sh":                      read(t, "../../scripts/action.sh"),
		"releases/v1.2.3/pmtracker_linux_amd64": program,
		"action/action.checksums":               "# version v1.2.3\n" + hex.EncodeToString(sum[:]) + "  pmtracker_linux_amd64\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	run := func(system string) (string, int) {
		cmd := exec.Command("bash", filepath.Join(dir, "action/action.sh"))
		cmd.Env = append(os.Environ(), "RUNNER_OS="+system, "RUNNER_ARCH=X64", "RUNNER_TEMP="+t.TempDir(), "INPUT_BINARY=", "INPUT_COMMAND=digest", "PMTRACKER_RELEASES=file://"+dir+"/releases")
		out, _ := cmd.CombinedOutput()
		return string(out), cmd.ProcessState.ExitCode()
	}
	if out, status := run("Linux"); status != 7 || !strings.Contains(out, "ran action digest") {
		t.Errorf("%d %s", status, out)
	}
	if out, status := run("Windows"); status != 2 || !strings.Contains(out, "names no pmtracker_windows_amd64.exe") {
		t.Errorf("%d %s", status, out)
	}
	if err := os.WriteFile(filepath.Join(dir, "releases/v1.2.3/pmtracker_linux_amd64"), []byte(program+"echo evil\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if out, status := run("Linux"); status != 2 || strings.Contains(out, "ran") || !strings.Contains(out, "is not the released one") {
		t.Errorf("another program: %d %s", status, out)
	}
}
