# Completion of ask in bash: made by `ask completions bash`, not by hand.

_ask_options() { # the options of a command
  case $1 in
    '') given='-0 -1 -2 --tier -m --model --allow-lower --max-cost --demo -f --file --diff -t --template -c --continue --conversation --system --trim --stdin -x --code --apply --yes --force --copy --json --stream-json --raw --color --theme -q --quiet --temperature --max-tokens --timeout --no-stream --guard --ca --no-log --dry-run --version -h --help' ;;
    'apply') given='--yes --force -h --help' ;;
    'bench') given='--models --tasks --repeat --parallel --max-tokens --judge --blind --mine --max-cost --yes --no-run --resume --demo --published --compare --json --csv --md --html -h --help' ;;
    'bench report') given='-h --help' ;;
    'bench tasks') given='-h --help' ;;
    'bill') given='--day --week --month --since --until --by --json --csv --project --engineers --per-day --days --mix --out-tokens --thinking --own -h --help' ;;
    'cap') given='--tier -h --help' ;;
    'chat') given='-0 -1 -2 --tier -m --model --allow-lower --max-cost --demo -f --file --diff -c --continue --conversation --system --json --stream-json --raw --color --theme -q --quiet --temperature --max-tokens --timeout --no-stream --guard --ca --no-log --version -h --help' ;;
    'completions') given='-h --help' ;;
    'completions bash') given='-h --help' ;;
    'completions zsh') given='-h --help' ;;
    'completions fish') given='-h --help' ;;
    'completions install') given='--yes -h --help' ;;
    'config') given='-h --help' ;;
    'config path') given='-h --help' ;;
    'config show') given='-h --help' ;;
    'config init') given='-h --help' ;;
    'config edit') given='-h --help' ;;
    'demo') given='--port -h --help' ;;
    'doctor') given='--offline --json -h --help' ;;
    'drill') given='--dry-run --reset -h --help' ;;
    'key') given='-h --help' ;;
    'key set') given='--provider --file -h --help' ;;
    'key status') given='--provider -h --help' ;;
    'key delete') given='--provider -h --help' ;;
    'last') given='-x --code --color --theme -h --help' ;;
    'log') given='-h --help' ;;
    'log list') given='-n -h --help' ;;
    'log show') given='-h --help' ;;
    'log last') given='-h --help' ;;
    'log search') given='-n -h --help' ;;
    'log export') given='--md --json --since -h --help' ;;
    'log delete') given='-h --help' ;;
    'log purge') given='--before -h --help' ;;
    'models') given='--json --check --write -h --help' ;;
    'resume') given='-0 -1 -2 --tier -m --model --allow-lower --max-cost --demo -f --file --system -x --code --apply --yes --force --copy --json --stream-json --raw --color --theme -q --quiet --temperature --max-tokens --timeout --no-stream --guard --ca --no-log --dry-run --version -h --help' ;;
    'route') given='--json --feedback --report --jsonl -h --help' ;;
    'show') given='--color --theme --raw -h --help' ;;
    'swap') given='--dry-run --undo -h --help' ;;
    'template') given='-h --help' ;;
    'template list') given='-h --help' ;;
    'template show') given='-h --help' ;;
    'template new') given='--toml --project -h --help' ;;
    'template edit') given='-h --help' ;;
    'theme') given='--color -h --help' ;;
    'trust') given='--yes --forget --list -h --help' ;;
    'up') given='-m --model --allow-lower --max-cost --demo --system -x --code --apply --yes --force --copy --json --stream-json --raw --color --theme -q --quiet --temperature --max-tokens --timeout --no-stream --guard --ca --no-log --dry-run --version -h --help' ;;
  esac
}

_ask_value() { # what an option of a command takes
  kind='' given=''
  case "$1 $2" in
    ' --apply' | ' --ca' | ' --file' | ' -f' | 'bench --html' | 'chat --ca' | 'chat --file' | 'chat -f' | 'resume --apply' | 'resume --ca' | 'resume --file' | 'resume -f' | 'up --apply' | 'up --ca') kind=files ;;
    ' --max-cost' | ' --max-tokens' | ' --system' | ' --temperature' | ' --timeout' | 'bench --max-cost' | 'bench --max-tokens' | 'bench --mine' | 'bench --parallel' | 'bench --repeat' | 'bill --days' | 'bill --engineers' | 'bill --mix' | 'bill --out-tokens' | 'bill --per-day' | 'bill --since' | 'bill --thinking' | 'bill --until' | 'chat --max-cost' | 'chat --max-tokens' | 'chat --system' | 'chat --temperature' | 'chat --timeout' | 'demo --port' | 'log export --since' | 'log list -n' | 'log purge --before' | 'log search -n' | 'resume --max-cost' | 'resume --max-tokens' | 'resume --system' | 'resume --temperature' | 'resume --timeout' | 'up --max-cost' | 'up --max-tokens' | 'up --system' | 'up --temperature' | 'up --timeout') kind=free ;;
    'bench --models') kind=listed-models ;;
    'bench --tasks') kind=listed-tasks ;;
    ' --model' | ' -m' | 'bench --judge' | 'chat --model' | 'chat -m' | 'resume --model' | 'resume -m' | 'up --model' | 'up -m') kind=models ;;
    'key delete --provider' | 'key set --provider' | 'key status --provider') kind=providers ;;
    ' --template' | ' -t') kind=templates ;;
    ' --theme' | 'chat --theme' | 'last --theme' | 'resume --theme' | 'show --theme' | 'up --theme') kind=themes ;;
    ' --conversation' | 'chat --conversation') kind=turns ;;
    ' --color' | 'chat --color' | 'last --color' | 'resume --color' | 'show --color' | 'theme --color' | 'up --color') kind=words given='auto always never' ;;
    ' --trim') kind=words given='head tail middle' ;;
    ' --guard' | 'chat --guard' | 'resume --guard' | 'up --guard') kind=words given='redact ask block off' ;;
    'route --feedback') kind=words given='right simple code reasoning' ;;
    ' --tier' | 'cap --tier' | 'chat --tier' | 'resume --tier') kind=words given='simple code reasoning' ;;
    'bill --by') kind=words given='tier model provider day conversation' ;;
  esac
}

_ask_words() { # what the words of a command are
  case $1 in
    '') kind=files ;;
    'apply') kind=files ; [[ -z $asked ]] || kind=free given='' ;;
    'bench') kind=free ;;
    'bench report') kind=free ;;
    'bench tasks') kind=free ;;
    'bill') kind=free ;;
    'cap') kind=free ;;
    'chat') kind=turns ;;
    'completions') kind=free ;;
    'completions bash') kind=free ;;
    'completions zsh') kind=free ;;
    'completions fish') kind=free ;;
    'completions install') kind=words given='bash zsh fish' ;;
    'config') kind=free ;;
    'config path') kind=free ;;
    'config show') kind=free ;;
    'config init') kind=free ;;
    'config edit') kind=free ;;
    'demo') kind=free ;;
    'doctor') kind=free ;;
    'drill') kind=free ;;
    'key') kind=free ;;
    'key set') kind=free ;;
    'key status') kind=free ;;
    'key delete') kind=free ;;
    'last') kind=free ;;
    'log') kind=free ;;
    'log list') kind=free ;;
    'log show') kind=turns ;;
    'log last') kind=free ;;
    'log search') kind=files ;;
    'log export') kind=free ;;
    'log delete') kind=turns ;;
    'log purge') kind=free ;;
    'models') kind=free ;;
    'resume') kind=turns ;;
    'route') kind=files ;;
    'show') kind=files ;;
    'swap') kind=words given='simple code reasoning' ; [[ -z $asked ]] || kind=models given='' ;;
    'template') kind=free ;;
    'template list') kind=free ;;
    'template show') kind=templates ;;
    'template new') kind=free ;;
    'template edit') kind=templates ;;
    'theme') kind=free ;;
    'trust') kind=files ;;
    'up') kind=free ;;
  esac
}

_ask_commands() { # the commands below a command
  below=''
  case $1 in
    '') below='apply bench bill cap chat completions config demo doctor drill key last log models resume route show swap template theme trust up' ;;
    'bench') below='report tasks' ;;
    'completions') below='bash zsh fish install' ;;
    'config') below='path show init edit' ;;
    'key') below='set status delete' ;;
    'log') below='list show last search export delete purge' ;;
    'template') below='list show new edit' ;;
  esac
}

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
  done
  raw=${COMP_WORDS[COMP_CWORD]}
  [[ $raw != [:=]* ]] || raw=${raw#?}
  before=${current%"$raw"}
  COMPREPLY=()
  if [[ -z $option && -z $plain && $current == --*=* ]]; then
    option=${current%%=*}
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
  local IFS=$' \t\n'
  for word in $given; do
    [[ $word != "$current"* ]] || COMPREPLY[${#COMPREPLY[@]}]=${word#"$before"}
  done
}

complete -o bashdefault -o default -F _ask ask
