package action_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestTheDownloadComesOverHTTP runs the script against a server: it follows a
// redirect, as GitHub's releases do, and runs nothing where the file is not there,
// is cut off, is another one, or the redirect leads out of what is allowed.
func TestTheDownloadComesOverHTTP(t *testing.T) {
	program(t, "curl") // the runners of GitHub have it
	released := "#!/bin/sh\necho \"ran $*\"\nexit 7\n" + strings.Repeat("#\n", 4000)
	sum := sha256.Sum256([]byte(released))
	dir := t.TempDir()
	for name, text := range map[string]string{
		"action.sh": read(t, "../../scripts/action.sh"), "action.checksums": "# version v1.2.3\n" + hex.EncodeToString(sum[:]) + "  pmtracker_linux_amd64\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	var served int
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/stored" {
			served++
			_, _ = io.WriteString(w, released)
			return
		}
		switch how, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/"); how {
		case "redirect":
			http.Redirect(w, r, "/stored", http.StatusFound)
		case "elsewhere":
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		case "truncated":
			w.Header().Set("Content-Length", strconv.Itoa(len(released)))
			_, _ = io.WriteString(w, released[:100])
		case "half":
			_, _ = io.WriteString(w, released[:len(released)-2])
		case "other":
			_, _ = io.WriteString(w, released+"echo evil\n")
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	temp := ""
	run := func(how string) (string, int) {
		cmd := exec.Command("bash", filepath.Join(dir, "action.sh"))
		cmd.Env = append(os.Environ(), "RUNNER_OS=Linux", "RUNNER_ARCH=X64", "RUNNER_TEMP="+temp, "INPUT_BINARY=", "INPUT_COMMAND=digest", "PMTRACKER_RELEASES="+server.URL+"/"+how, "no_proxy=127.0.0.1")
		out, _ := cmd.CombinedOutput()
		return string(out), cmd.ProcessState.ExitCode()
	}
	for _, c := range []struct{ how, says string }{
		{"missing", "cannot download pmtracker_linux_amd64 v1.2.3; try again, or give the input binary"},
		{"truncated", "cannot download pmtracker_linux_amd64 v1.2.3"},
		{"elsewhere", "cannot download pmtracker_linux_amd64 v1.2.3"},
		{"half", "is not the released one"},
		{"other", "is not the released one"},
	} {
		temp = t.TempDir()
		if out, status := run(c.how); status != 2 || strings.Contains(out, "ran ") || !strings.Contains(out, "::error title=pmtracker::") || !strings.Contains(out, c.says) {
			t.Errorf("%s: %d %s", c.how, status, out)
		}
		if out, status := run("redirect"); status != 7 || !strings.Contains(out, "ran action digest") { // nothing bad is kept
			t.Errorf("after %s: %d %s", c.how, status, out)
		}
	}
	before := served
	if out, status := run("missing"); status != 7 || served != before {
		t.Errorf("what is there already is loaded again: %d %s", status, out)
	}
}

// TestTheDownloadIsTheReleasedProgram runs the script of action.yml against a
// release in a folder: the right program is run, another is not.
func TestTheDownloadIsTheReleasedProgram(t *testing.T) {
	program(t, "curl")
	dir := t.TempDir()
	released := "#!/bin/sh\necho \"ran $*\"\nexit 7\n"
	sum := sha256.Sum256([]byte(released))
	for name, text := range map[string]string{
		"action/action.sh":                      read(t, "../../scripts/action.sh"),
		"releases/v1.2.3/pmtracker_linux_amd64": released,
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
	if err := os.WriteFile(filepath.Join(dir, "releases/v1.2.3/pmtracker_linux_amd64"), []byte(released+"echo evil\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if out, status := run("Linux"); status != 2 || strings.Contains(out, "ran") || !strings.Contains(out, "is not the released one") {
		t.Errorf("another program: %d %s", status, out)
	}
}

// TestTheInputBinaryIsAFileOfTheWorkspace: a name without a folder is no command
// of the PATH, and what cannot be run is refused with a sentence.
func TestTheInputBinaryIsAFileOfTheWorkspace(t *testing.T) {
	workspace, path := t.TempDir(), t.TempDir()
	for name, mode := range map[string]os.FileMode{
		filepath.Join(workspace, "pmtracker"): 0o755, filepath.Join(workspace, "bin/pmtracker"): 0o755,
		filepath.Join(workspace, "plain"): 0o644, filepath.Join(path, "elsewhere"): 0o755,
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("#!/bin/sh\necho \"ran $0 $*\"\nexit 7\n"), mode); err != nil {
			t.Fatal(err)
		}
	}
	script, err := filepath.Abs("../../scripts/action.sh")
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		binary, says string
		status       int
	}{
		{"pmtracker", "ran ./pmtracker action digest", 7},
		{"bin/pmtracker", "ran bin/pmtracker action digest", 7},
		{filepath.Join(workspace, "pmtracker"), "/pmtracker action digest", 7},
		{"elsewhere", "::error title=pmtracker::the input binary names no program that can be run", 2},
		{"plain", "names no program that can be run", 2},
		{"bin", "names no program that can be run", 2},
		{"missing", "names no program that can be run", 2},
	} {
		cmd := exec.Command("bash", script)
		cmd.Dir = workspace
		cmd.Env = append(os.Environ(), "PATH="+path+string(os.PathListSeparator)+os.Getenv("PATH"), "INPUT_BINARY="+tc.binary, "INPUT_COMMAND=digest")
		out, _ := cmd.CombinedOutput()
		if status := cmd.ProcessState.ExitCode(); status != tc.status || !strings.Contains(string(out), tc.says) {
			t.Errorf("%s: %d %s", tc.binary, status, out)
		}
	}
}
