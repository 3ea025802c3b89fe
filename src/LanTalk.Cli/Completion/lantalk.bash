# Completes lantalk in bash. To have it, write into ~/.bashrc:  source <(lantalk completion bash)
_lantalk() {
  local before=${COMP_LINE:0:COMP_POINT} line current kept='' reply
  line="lantalk${before#"${COMP_WORDS[0]}"}"
  current=${line##* }
  # bash replaces only what stands behind a colon, where colons break words.
  [[ $COMP_WORDBREAKS == *:* && $current == *:* ]] && kept=${current%"${current##*:}"}
  COMPREPLY=()
  while IFS= read -r reply; do
    # Options only where one has begun.
    [[ $reply == -* && -z $current ]] && continue
    [[ $reply == "$current"* ]] && COMPREPLY+=("${reply#"$kept"}")
  done < <(lantalk "[suggest:${#line}]" "$line" 2>/dev/null)
}
complete -o default -F _lantalk lantalk
