/// The script by which a shell completes `git fanin` and `git-fanin`.
///
/// None of them knows a command: each asks the program, which reads the line by its table. So a script that is older than
/// the program is not wrong. Names of branches are only ever data to them: `$(…)` in one is neither run while it is
/// completed nor when the line is.
enum CompletionScript: String, CaseIterable, Sendable {
  case bash
  case zsh
  case fish

  var text: String {
    switch self {
    case .bash: CompletionScript.bashText
    case .zsh: CompletionScript.zshText
    case .fish: CompletionScript.fishText
    }
  }

  // Git's own completion has done the splitting for `git fanin`; for `git-fanin`, readline has also split at each "=".
  private static let bashText = #"""
    # Completion of git-fanin for bash. Goes to share/bash-completion/completions/git-fanin: git's own completion
    # finds _git_fanin there for 'git fanin'.

    # Takes the quotes of a typed word away, into REPLY.
    __git_fanin_unquote ()
    {
    	case "$1" in
    	\'*) REPLY=${1#\'}; REPLY=${REPLY%\'} ;;
    	\"*) REPLY=${1#\"}; REPLY=${REPLY%\"} ;;
    	*)   IFS= read REPLY <<<"$1" ;; # without -r: it reads backslashes as the shell does
    	esac
    }

    __git_fanin_ask ()
    {
    	if declare -f __git >/dev/null; then
    		__git fanin completions "$@" 2>/dev/null
    	else
    		git fanin completions "$@" 2>/dev/null
    	fi
    }

    _git_fanin ()
    {
    	local REPLY i kind name help end=' ' first=${__git_cmd_idx:-}
    	local -a before=()
    	if [ -z "$first" ]; then # git before 2.31
    		for ((first = 0; first < cword; first++)); do
    			[ "${words[first]}" = fanin ] && break
    		done
    	fi
    	for ((i = first + 1; i < cword; i++)); do
    		__git_fanin_unquote "${words[i]}"
    		before+=("$REPLY")
    	done
    	case "$cur" in [\'\"]*) end= ;; esac # readline closes the quotes
    	__git_fanin_unquote "$cur"
    	{
    		IFS= read -r kind
    		while IFS=$'\t' read -r name help; do
    			# Readline only replaces what is behind the last "=".
    			case "$REPLY" in
    			--*=*) case "$COMP_WORDBREAKS" in *=*) name=${name#*=} ;; esac ;;
    			esac
    			case "$name" in
    			*[!a-zA-Z0-9_./@=,+-]*)
    				[ -n "$end" ] || continue
    				printf -v name %q "$name"
    				;;
    			esac
    			COMPREPLY+=("$name$end")
    		done
    	} < <(__git_fanin_ask --word "$REPLY" -- "${before[@]}")
    	case "$kind" in
    	files)   compopt -o default ;;
    	folders) compopt +o bashdefault +o default -o dirnames ;;
    	*)       compopt +o bashdefault +o default ;;
    	esac 2>/dev/null
    	return 0
    }

    # For 'git-fanin', where there is no completion of git's around.
    __git_fanin_alone ()
    {
    	local i word glue='' cur='' cword __git_cmd_idx=0
    	local -a words=()
    	for ((i = 0; i <= COMP_CWORD; i++)); do
    		word=${COMP_WORDS[i]}
    		if [ -n "$glue" ] || { [ "$word" = = ] && [ "$i" -gt 1 ]; }; then
    			words[${#words[@]}-1]+=$word
    		else
    			words+=("$word")
    		fi
    		glue=
    		case "$word" in =) glue=1 ;; esac
    	done
    	cword=$((${#words[@]} - 1))
    	cur=${words[cword]}
    	_git_fanin
    }

    complete -o bashdefault -o default -o nospace -F __git_fanin_alone git-fanin

    """#

  private static let zshText = #"""
    #compdef git-fanin
    #description merge the branches of parallel work, nothing lost
    # Completion of git-fanin for zsh. Goes to share/zsh/site-functions/_git-fanin: git's own completion finds it there
    # for 'git fanin'.

    _git-fanin () {
      local kind name help found=1
      local -a before lines described
      before=("${(@Q)words[2,CURRENT-1]}")
      lines=("${(@f)$(git fanin completions --word "${(Q)PREFIX}" -- "${before[@]}" 2>/dev/null)}")
      kind=$lines[1]
      for name in "${(@)lines[2,-1]}"; do
        help=
        [[ $name == *$'\t'* ]] && help=${name#*$'\t'}
        name=${name%%$'\t'*}
        described+=("${name//:/\\:}${help:+:$help}")
      done
      (( $#described )) && _describe -t fanin 'git-fanin' described && found=0
      case $kind in
        files) _files && found=0 ;;
        folders) _files -/ && found=0 ;;
      esac
      return found
    }

    _git-fanin "$@"

    """#

  private static let fishText = #"""
    # Completion of git-fanin for fish. Goes to share/fish/vendor_conf.d/git-fanin.fish: fish reads what is in a folder of
    # completions only for a command of the same name, and this is for git as well.

    function __git_fanin_answer
        set -l before (commandline -opc)
        set -l word (commandline -ct)
        set -l plain (string unescape -- $word; or string collect -- $word)
        set -l git git
        set -l first 1
        if test "$before[1]" = git
            # With the options of git that were typed.
            functions -q __fish_git; and set git __fish_git
            set first (contains -i -- fanin $before); or return
        end
        set -l lines ($git fanin completions --word "$plain" -- $before[(math $first + 1)..-1] 2>/dev/null)
        switch "$lines[1]"
            case files
                __fish_complete_path $word
            case folders
                __fish_complete_directories $word
        end
        printf '%s\n' $lines[2..-1]
    end

    complete -c git-fanin -f -a '(__git_fanin_answer)'
    complete -c git -f -n '__fish_git_using_command fanin' -a '(__git_fanin_answer)'
    complete -c git -f -n __fish_git_needs_command -a fanin -d 'merge the branches of parallel work, nothing lost'

    """#
}
