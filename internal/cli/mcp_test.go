package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// TestAssistantsAreToldInTheLanguageOfTheMachine: over standard input and output what
// is refused is said in the language of the environment.
func TestAssistantsAreToldInTheLanguageOfTheMachine(t *testing.T) {
	for locale, want := range map[string]string{"en_US.UTF-8": "there is no incident INC-1999-0001", "ja_JP.UTF-8": "インシデント INC-1999-0001 はありません"} {
		t.Run(locale, func(t *testing.T) {
			folder := t.TempDir()
			cmd := exec.CommandContext(t.Context(), "pmtracker", "mcp", "--as", "@akiko")
			cmd.Dir = folder
			cmd.Env = append(os.Environ(), "HOME="+folder, "LC_ALL="+locale, "LANG="+locale, "PMTRACKER_DB=sqlite:"+filepath.Join(folder, "x.db"))
			client, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), &sdk.CommandTransport{Command: cmd}, nil)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = client.Close() })
			got, err := client.CallTool(t.Context(), &sdk.CallToolParams{Name: "get_incident", Arguments: map[string]any{"incident": "INC-1999-0001"}})
			if err != nil {
				t.Fatal(err)
			}
			if said, ok := got.Content[0].(*sdk.TextContent); !ok || !got.IsError || !strings.Contains(said.Text, want) {
				t.Errorf("it says %+v", got.Content[0])
			}
		})
	}
}
