# Completes lantalk in fish. To have it:  lantalk completion fish > ~/.config/fish/completions/lantalk.fish
function __lantalk_suggest
    set -l line (string replace --regex '^\s*\S+' lantalk -- (commandline --cut-at-cursor --current-process))
    lantalk "[suggest:"(string length -- $line)"]" $line 2>/dev/null
end
complete --command lantalk --no-files --arguments '(__lantalk_suggest)'
complete --command lantalk --long-option password-file --require-parameter --force-files
complete --command lantalk --long-option config-dir --require-parameter --force-files
complete --command lantalk --long-option data-dir --require-parameter --force-files
