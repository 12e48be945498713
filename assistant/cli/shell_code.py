"""The part of each completion script that no command changes: what the shells do at a Tab."""

# What bash and zsh share: which command the words before the cursor name, and whether one of them waits for its value.
WALK = """\
    if [[ -n $option ]]; then
      option=''
      continue
    fi
    case $word in
      --) plain=1 ; break ;;
      -*=*) opted+=" ${word%%=*}" ;;
      -?*)
        opted+=" $word"
        _ask_value "$command" "$word"
        [[ -z $kind ]] || option=$word
        ;;
      help) [[ -z $command$asked$opted$help ]] && help=1 || asked=1 ;;
      *)
        _ask_commands "$command"
        if [[ -z $asked && -n $below && " $below " == *" $word "* ]]; then
          command="${command:+$command }$word"
        else
          asked=1
        fi
        ;;
    esac
"""

BASH = """\
_ask_may_follow() { # leaves of the commands in `below` those that take the options in `opted`, once one is begun
  local name taken found=''
  [[ -z $current ]] || for name in $below; do
    _ask_options "$name"
    for taken in $opted; do
      [[ " $given " == *" $taken "* ]] || continue 2
    done
    found+=" $name"
  done
  below=$found
}

_ask() {
  local command='' option='' plain='' asked='' opted='' help='' kind='' given='' below=''
  local word raw current before index rest
  local -a line
  line=()
  # readline cuts words at ":" and "=": put them together again, where no blank parts them
  rest=${COMP_LINE#*"${COMP_WORDS[0]}"}
  for ((index = 1; index <= COMP_CWORD; index++)); do
    word=${COMP_WORDS[index]}
    given=$rest
    rest=${rest#*"$word"}
    if ((${#line[@]})) && [[ $given != [[:blank:]]* ]] && [[ $word == [:=]* || ${line[${#line[@]} - 1]} == *[:=] ]]; then
      line[${#line[@]} - 1]+=$word
    else
      line[${#line[@]}]=$word
    fi
  done
  current=${line[${#line[@]} - 1]}
  for ((index = 0; index < ${#line[@]} - 1; index++)); do
    word=${line[index]}
%(walk)s  done
  raw=${COMP_WORDS[COMP_CWORD]}
  [[ $raw != [:=]* ]] || raw=${raw#?}
  before=${current%%"$raw"}
  COMPREPLY=()
  if [[ -z $option && -z $plain && $current == --*=* ]]; then
    option=${current%%%%=*}
    current=${current#*=}
    before=${before#*=}
  fi
  if [[ -n $option ]]; then
    _ask_value "$command" "$option"
  elif [[ -z $plain && $current == -* ]]; then
    _ask_options "$command"
    kind=words
  else
    _ask_words "$command"
    _ask_commands "$command"
    if [[ -z $asked && -z $plain && -n $below ]]; then
      [[ -n $command || -z $opted ]] || _ask_may_follow
      [[ -n $command$help ]] || below="$below $(command ask __complete templates 2>/dev/null | cut -f 1)"
      given=$below
      [[ -n $command$help || -z $current$opted ]] || while IFS='' read -r word; do
        COMPREPLY[${#COMPREPLY[@]}]=$word
        compopt -o filenames 2>/dev/null
      done < <(compgen -f -- "$current")
      kind=words
    elif [[ -n $help && -z $asked ]]; then
      kind=free
    fi
  fi
  # behind a ":" readline's own files are those of the part after it
  if [[ $before == *: || ($kind != files && $kind != words) ]]; then
    compopt +o default +o bashdefault 2>/dev/null
  fi
  case $kind in
    files) return ;; # readline's own
    words | '' | free) ;;
    *) given=$(command ask __complete "$kind" "$current" 2>/dev/null | cut -f 1) ;;
  esac
  local IFS=$' \\t\\n'
  for word in $given; do
    [[ $word != "$current"* ]] || COMPREPLY[${#COMPREPLY[@]}]=${word#"$before"}
  done
}

complete -o bashdefault -o default -F _ask ask
"""

ZSH = """\
_ask_offer() { # $1 the kind; the words of the kind WORDS stand in `given`
  local line
  local -a found
  case $1 in
    files) _files ;;
    words) found=(${=given}) ; _describe -t values value found ;;
    ''|free) _message 'a value' ;;
    *)
      for line in ${(f)"$(command ask __complete $1 "$PREFIX" 2>/dev/null)"}; do
        if [[ $line == *$'\\t'* ]]; then
          found+=("${${line%%%%$'\\t'*}//:/\\\\:}:${line#*$'\\t'}")
        else
          found+=("${line//:/\\\\:}")
        fi
      done
      _describe -V -t $1 $1 found
      ;;
  esac
}

_ask_may_follow() { # leaves of `commands` those that take the options in `opted`, once one is begun
  local each taken
  local -a found
  [[ -z $PREFIX ]] || for each in $commands; do
    _ask_options "${each%%%%:*}"
    for taken in ${=opted}; do
      (( ${options[(I)$taken:*]} )) || continue 2
    done
    found+=("$each")
  done
  commands=($found)
}

_ask() {
  local command='' option='' plain='' asked='' opted='' help='' kind='' given='' below='' word
  local -a options commands
  for word in "${(@Q)words[2,CURRENT-1]}"; do
%(walk)s  done
  if [[ -z $option && -z $plain && $PREFIX == --*=* ]]; then
    option=${PREFIX%%%%=*}
    compset -P '*='
  fi
  if [[ -n $option ]]; then
    _ask_value "$command" "$option"
    _ask_offer "$kind"
  elif [[ -z $plain && $PREFIX == -* ]]; then
    _ask_options "$command"
    _describe -o -t options option options
  else
    _ask_words "$command"
    _ask_commands "$command"
    if [[ -z $asked && -z $plain && -n $below ]]; then
      [[ -n $command || -z $opted ]] || _ask_may_follow
      (( ! $#commands )) || _describe -t commands command commands
      [[ -n $command$help ]] && return
      _ask_offer templates
      kind=files
    fi
    [[ -n $help && -z $asked ]] || _ask_offer "$kind"
  fi
}

if [[ $funcstack[1] == _ask ]]; then
  _ask "$@"
else
  compdef _ask ask
fi
"""

FISH = """\
function __ask_command # the command that the words before the cursor name; then "-" where another word follows
    set -l command ''
    set -l option 0
    set -l asked ''
    set -l words (commandline -opc)[2..-1]
    if test "$words[1]" = help
        set -e words[1]
    end
    for word in $words
        if test $option = 1
            set option 0
            continue
        end
        switch $word
            case --
                set asked -
                break
            case '-*=*'
            case '-?*'
                if __ask_takes "$command $word"
                    set option 1
                end
            case '*'
                if test -z "$asked"; and contains -- $word (__ask_below "$command")
                    set command (string trim "$command $word")
                else
                    set asked -
                end
        end
    end
    echo "$command$asked"
end

function __ask_at # whether $argv[1] is the command
    test (string trim -r -c - -- (__ask_command)) = "$argv[1]"
end

function __ask_before # whether a command below $argv[1] may follow
    test (__ask_command) = "$argv[1]"
end

function __ask_first # whether a command may follow that takes the options $argv
    __ask_before ''; or return
    set -l opted (string match -- '-?*' (commandline -opc) | string replace -r '=.*' '')
    test -z "$opted"; or test -n (commandline -ct); or return
    for option in $opted
        contains -- $option $argv; or return
    end
end

function __ask_helping # whether the name of a command is asked for, and nothing else
    string match -q help -- (commandline -opc)[2]
end

complete -c ask -f
complete -c ask -n 'not __ask_helping; and __ask_before ""' -d template \\
    -a '(command ask __complete templates 2>/dev/null)'
"""
