package action

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// git runs git on the checked-out repository. Names of files and commits are
// handed over as arguments behind "--" or as input, never through a shell.
type git struct{ dir string }

// run gives what git prints.
func (g git) run(ctx context.Context, args ...string) (string, error) {
	return g.runOn(ctx, "", args...)
}

// runOn gives what git prints of an input.
func (g git) runOn(ctx context.Context, input string, args ...string) (string, error) {
	cmd := g.command(ctx, args...)
	cmd.Stdin = strings.NewReader(input)
	var out, talk bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &talk
	if err := cmd.Run(); err != nil {
		return "", incident.Errorf(incident.Unavailable, "git %s: %w: %s", args[0], err, firstLine(talk.String()))
	}
	return out.String(), nil
}

func (g git) command(ctx context.Context, args ...string) *exec.Cmd {
	// The runner and a container's user can differ; the folder is the one that
	// the workflow itself checked out.
	args = append([]string{"-C", g.dir, "--literal-pathspecs", "-c", "safe.directory=*", "-c", "core.quotePath=false"}, args...)
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Env = append(cmd.Environ(), "GIT_TERMINAL_PROMPT=0", "LC_ALL=C")
	return cmd
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}

// commit gives the commit that a name means, "" where it is not here.
func (g git) commit(ctx context.Context, name string) string {
	out, err := g.run(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", name+"^{commit}")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(out)
}

// parents gives the parents of a commit as it names them itself, also where the history
// is cut off behind it.
func (g git) parents(ctx context.Context, commit string) []string {
	out, err := g.run(ctx, "cat-file", "commit", commit)
	if err != nil {
		return nil
	}
	var parents []string
	for line := range strings.Lines(out) {
		parent, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "parent ")
		if !ok && len(parents) > 0 || line == "\n" {
			break
		}
		if ok && plainSHA(parent) {
			parents = append(parents, parent)
		}
	}
	return parents
}

// shallow tells whether the history is cut off somewhere.
func (g git) shallow(ctx context.Context) bool {
	out, err := g.run(ctx, "rev-parse", "--is-shallow-repository")
	return err == nil && strings.TrimSpace(out) == "true"
}

// blob reads one file of a commit; there is false where it is none.
func (g git) blob(ctx context.Context, commit, path string) (text []byte, there bool) {
	out, err := g.run(ctx, "cat-file", "blob", commit+":"+path)
	return []byte(out), err == nil
}

// blobs reads files of one commit in one process: nil for one that is not there
// or is no regular file.
func (g git) blobs(ctx context.Context, commit string, paths []string) (map[string][]byte, error) {
	files := map[string][]byte{}
	if len(paths) == 0 {
		return files, nil
	}
	cmd := g.command(ctx, "cat-file", "--batch")
	var in bytes.Buffer
	var asked []string
	for _, p := range paths {
		if strings.ContainsAny(p, "\n\r") { // the protocol has a name a line
			if text, there := g.blob(ctx, commit, p); there {
				files[p] = text
			}
			continue
		}
		asked = append(asked, p)
		fmt.Fprintf(&in, "%s:%s\n", commit, p)
	}
	cmd.Stdin = &in
	out, err := cmd.Output()
	if err != nil {
		return nil, incident.Tell(incident.Unavailable, "cannot read the files of the base branch: %w", "ベースブランチのファイルを読み取れません: %w", err)
	}
	r := bufio.NewReader(bytes.NewReader(out))
	for _, p := range asked {
		head, err := r.ReadString('\n')
		if err != nil {
			return nil, incident.Tell(incident.Unavailable, "git ended while reading %q of the base branch", "ベースブランチの %q を読み取り中に git が終了しました", p)
		}
		head = strings.TrimSpace(head)
		if strings.HasSuffix(head, " missing") || strings.HasSuffix(head, " ambiguous") {
			continue
		}
		fields := strings.Fields(head)
		size, err := strconv.Atoi(fields[len(fields)-1])
		if err != nil {
			return nil, incident.Tell(incident.Unavailable, "git says of %q what cannot be read: %s", "%q についての git の出力を読み取れません: %s", p, head)
		}
		text := make([]byte, size)
		if _, err := io.ReadFull(r, text); err != nil {
			return nil, incident.Tell(incident.Unavailable, "git ended while reading %q of the base branch", "ベースブランチの %q を読み取り中に git が終了しました", p)
		}
		_, _ = r.Discard(1) // the line end behind it
		if len(fields) > 1 && fields[len(fields)-2] == "blob" {
			files[p] = text
		}
	}
	return files, nil
}
