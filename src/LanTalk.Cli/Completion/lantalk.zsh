#compdef lantalk
# Completes lantalk in zsh. To have it, write into ~/.zshrc, behind compinit:  source <(lantalk completion zsh)
_lantalk() {
  local line="lantalk ${(j: :)words[2,CURRENT]}"
  local -a found
  found=("${(@f)$(lantalk "[suggest:${#line}]" "$line" 2>/dev/null)}")
  found=("${(@)found:#}")
  # Options only where one has begun.
  [[ -n ${words[CURRENT]} ]] || found=("${(@)found:#-*}")
  compadd -a found || _files
}
if [[ $funcstack[1] == _lantalk ]]; then
  _lantalk "$@"
else
  compdef _lantalk lantalk
fi
