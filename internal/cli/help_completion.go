package cli

import "strings"

// completionHelp says in Japanese what cobra says of completion, whose texts hold the
// program's name and what to type.
var completionHelp = strings.NewReplacer(
	"Generate the autocompletion script for pmtracker for the specified shell.\n", "指定したシェル用に、pmtracker の補完スクリプトを出力します。\n",
	"See each sub-command's help for details on how to use the generated script.", "出力したスクリプトの使い方は、各サブコマンドのヘルプを参照してください。",
	"Generate the autocompletion script for the bash shell.", "bash 用の補完スクリプトを出力します。",
	"Generate the autocompletion script for the zsh shell.", "zsh 用の補完スクリプトを出力します。",
	"Generate the autocompletion script for the fish shell.", "fish 用の補完スクリプトを出力します。",
	"Generate the autocompletion script for powershell.", "PowerShell 用の補完スクリプトを出力します。",
	"Generate the autocompletion script for bash", "bash 用の補完スクリプトを出力",
	"Generate the autocompletion script for zsh", "zsh 用の補完スクリプトを出力",
	"Generate the autocompletion script for fish", "fish 用の補完スクリプトを出力",
	"Generate the autocompletion script for powershell", "PowerShell 用の補完スクリプトを出力",
	"This script depends on the 'bash-completion' package.\n", "このスクリプトには bash-completion パッケージが必要です。\n",
	"If it is not installed already, you can install it via your OS's package manager.", "入っていない場合は、OS のパッケージマネージャーでインストールしてください。",
	"If shell completion is not already enabled in your environment you will need\nto enable it.  You can execute the following once:", "シェルの補完が有効になっていない場合は、次のコマンドを一度だけ実行してください:",
	"To load completions in your current shell session:", "現在のシェルで補完を有効にするには:",
	"To load completions for every new session, execute once:", "新しいシェルで常に有効にするには、次のコマンドを一度だけ実行します:",
	"To load completions for every new session, add the output of the above command\nto your powershell profile.", "新しいシェルで常に有効にするには、上のコマンドの出力を PowerShell のプロファイルに追加します。",
	"You will need to start a new shell for this setup to take effect.", "設定は、新しいシェルを開いたときに有効になります。",
	"disable completion descriptions", "補完候補の説明を付けない",
)
