# Completion of ask in fish: made by `ask completions fish`, not by hand.

function __ask_takes # whether an option of a command takes a value
    contains -- $argv[1] \
        ' --tier' \
        ' -m' \
        ' --model' \
        ' --max-cost' \
        ' -f' \
        ' --file' \
        ' -t' \
        ' --template' \
        ' --conversation' \
        ' --system' \
        ' --trim' \
        ' --apply' \
        ' --color' \
        ' --theme' \
        ' --temperature' \
        ' --max-tokens' \
        ' --timeout' \
        ' --guard' \
        ' --ca' \
        'bench --models' \
        'bench --tasks' \
        'bench --repeat' \
        'bench --parallel' \
        'bench --max-tokens' \
        'bench --judge' \
        'bench --mine' \
        'bench --max-cost' \
        'bench --html' \
        'bill --since' \
        'bill --until' \
        'bill --by' \
        'bill --engineers' \
        'bill --per-day' \
        'bill --days' \
        'bill --mix' \
        'bill --out-tokens' \
        'bill --thinking' \
        'cap --tier' \
        'chat --tier' \
        'chat -m' \
        'chat --model' \
        'chat --max-cost' \
        'chat -f' \
        'chat --file' \
        'chat --conversation' \
        'chat --system' \
        'chat --color' \
        'chat --theme' \
        'chat --temperature' \
        'chat --max-tokens' \
        'chat --timeout' \
        'chat --guard' \
        'chat --ca' \
        'demo --port' \
        'key set --provider' \
        'key status --provider' \
        'key delete --provider' \
        'last --color' \
        'last --theme' \
        'log list -n' \
        'log search -n' \
        'log export --since' \
        'log purge --before' \
        'resume --tier' \
        'resume -m' \
        'resume --model' \
        'resume --max-cost' \
        'resume -f' \
        'resume --file' \
        'resume --system' \
        'resume --apply' \
        'resume --color' \
        'resume --theme' \
        'resume --temperature' \
        'resume --max-tokens' \
        'resume --timeout' \
        'resume --guard' \
        'resume --ca' \
        'route --feedback' \
        'show --color' \
        'show --theme' \
        'theme --color' \
        'up -m' \
        'up --model' \
        'up --max-cost' \
        'up --system' \
        'up --apply' \
        'up --color' \
        'up --theme' \
        'up --temperature' \
        'up --max-tokens' \
        'up --timeout' \
        'up --guard' \
        'up --ca'
end

function __ask_below # the commands below a command
    switch $argv[1]
        case ''
            string split ' ' 'apply bench bill cap chat completions config demo doctor drill key last log models resume route show swap template theme trust up'
        case 'bench'
            string split ' ' 'report tasks'
        case 'completions'
            string split ' ' 'bash zsh fish install'
        case 'config'
            string split ' ' 'path show init edit'
        case 'key'
            string split ' ' 'set status delete'
        case 'log'
            string split ' ' 'list show last search export delete purge'
        case 'template'
            string split ' ' 'list show new edit'
    end
end

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
complete -c ask -n 'not __ask_helping; and __ask_before ""' -d template \
    -a '(command ask __complete templates 2>/dev/null)'

complete -c ask -n '__ask_first --yes --force -h --help' -a apply -d 'Put the code of the last answer, or its Nth BLOCK, in the place of the file PATH.'
complete -c ask -n '__ask_first --models --tasks --repeat --parallel --max-tokens --judge --blind --mine --max-cost --yes --no-run --resume --demo --published --compare --json --csv --md --html -h --help' -a bench -d 'Find out which model earns its price on your work.'
complete -c ask -n '__ask_first --day --week --month --since --until --by --json --csv --project --engineers --per-day --days --mix --out-tokens --thinking --own -h --help' -a bill -d 'Show what was asked and spent, and what the same tokens would have cost on the baseline.'
complete -c ask -n '__ask_first --tier -h --help' -a cap -d 'Set a limit (2/day, 30/month, in US$), lift all (off), or show what is left.'
complete -c ask -n '__ask_first -0 -1 -2 --tier -m --model --allow-lower --max-cost --demo -f --file --diff -c --continue --conversation --system --json --stream-json --raw --color --theme -q --quiet --temperature --max-tokens --timeout --no-stream --guard --ca --no-log --version -h --help' -a chat -d 'Hold a conversation; without a terminal, one question a line. Ends with Ctrl-D.'
complete -c ask -n '__ask_first -h --help' -a completions -d 'Print or install the completion of a shell.'
complete -c ask -n '__ask_first -h --help' -a config -d 'Show or change the configuration: a commented TOML file.'
complete -c ask -n '__ask_first --port -h --help' -a demo -d 'Serve the built-in gateway on 127.0.0.1 until Ctrl-C. It calls no model and needs no key.'
complete -c ask -n '__ask_first --offline --json -h --help' -a doctor -d 'Look at configuration, keys, gateways, models, terminal, record and clock: ok, warn or fail, each with the fix.'
complete -c ask -n '__ask_first --dry-run --reset -h --help' -a drill -d 'Ask each tier with its first model at a dead address, and show that the next one answers.'
complete -c ask -n '__ask_first -h --help' -a key -d 'Store, check or delete the key of a provider. A key is never taken from the command line.'
complete -c ask -n '__ask_first -x --code --color --theme -h --help' -a last -d 'Show the last answer again, or only its code; in a pipe the text passes as it is.'
complete -c ask -n '__ask_first -h --help' -a log -d 'Read, search, export and delete what was asked and answered.'
complete -c ask -n '__ask_first --json --check --write -h --help' -a models -d 'Show the models ranked by value: the score over the price of a million output tokens.'
complete -c ask -n '__ask_first -0 -1 -2 --tier -m --model --allow-lower --max-cost --demo -f --file --system -x --code --apply --yes --force --copy --json --stream-json --raw --color --theme -q --quiet --temperature --max-tokens --timeout --no-stream --guard --ca --no-log --dry-run --version -h --help' -a resume -d 'Continue the last answer where it was cut off, or that of TURN. stdout gets what follows, with -x all code. The whole: ask last.'
complete -c ask -n '__ask_first --json --feedback --report --jsonl -h --help' -a route -d 'Show which tier a question would go to, why, and what each tier costs. Nothing is sent.'
complete -c ask -n '__ask_first --color --theme --raw -h --help' -a show -d 'Render Markdown from each FILE, or stdin; in a pipe the texts pass as they are.'
complete -c ask -n '__ask_first --dry-run --undo -h --help' -a swap -d 'Make MODEL (or provider:model) the first of a tier, in the configuration file.'
complete -c ask -n '__ask_first -h --help' -a template -d 'List, show and write the templates that `ask -t NAME` takes.'
complete -c ask -n '__ask_first --color -h --help' -a theme -d 'Show every theme: the built-in ones, and each Pygments style with a line of code.'
complete -c ask -n '__ask_first --yes --forget --list -h --help' -a trust -d 'Show what the project’s .ask folder would change, and trust it if you agree.'
complete -c ask -n '__ask_first -m --model --allow-lower --max-cost --demo --system -x --code --apply --yes --force --copy --json --stream-json --raw --color --theme -q --quiet --temperature --max-tokens --timeout --no-stream --guard --ca --no-log --dry-run --version -h --help' -a up -d 'Ask the last question again, one tier higher.'
complete -c ask -n 'not __ask_helping; and __ask_at ""' -F
complete -c ask -n '__ask_at ""' -s 0 -d 'Ask the simple tier.'
complete -c ask -n '__ask_at ""' -s 1 -d 'Ask the code tier.'
complete -c ask -n '__ask_at ""' -s 2 -d 'Ask the reasoning tier.'
complete -c ask -n '__ask_at ""' -l tier -r -f -a 'simple code reasoning' -d 'Ask this tier: simple, code, reasoning; or 0, 1, 2.'
complete -c ask -n '__ask_at ""' -s m -l model -r -f -k -a '(command ask __complete models (commandline -ct) 2>/dev/null)' -d 'Ask this model; or provider:model.'
complete -c ask -n '__ask_at ""' -l allow-lower -d 'Let a lower tier’s models stand in when all others fail.'
complete -c ask -n '__ask_at ""' -l max-cost -r -f -d 'Send nothing that may cost more.'
complete -c ask -n '__ask_at ""' -l demo -d 'Ask the built-in gateway: no key, no network.'
complete -c ask -n '__ask_at ""' -s f -l file -r -F -d 'Attach a file, PATH:40-80, a glob.'
complete -c ask -n '__ask_at ""' -l diff -d 'Attach the working tree’s diff.'
complete -c ask -n '__ask_at ""' -s t -l template -r -f -k -a '(command ask __complete templates (commandline -ct) 2>/dev/null)' -d 'Ask with this template: review, commit, …'
complete -c ask -n '__ask_at ""' -s c -l continue -d 'Continue the last conversation.'
complete -c ask -n '__ask_at ""' -l conversation -r -f -k -a '(command ask __complete turns (commandline -ct) 2>/dev/null)' -d 'Continue the conversation of turn ID.'
complete -c ask -n '__ask_at ""' -l system -r -f -d 'Replace the standing instruction.'
complete -c ask -n '__ask_at ""' -l trim -r -f -a 'head tail middle' -d 'Cut this part of what is too long for the model.'
complete -c ask -n '__ask_at ""' -l stdin -d 'Wait for stdin, however long it takes.'
complete -c ask -n '__ask_at ""' -s x -l code -d 'Only the code; of block N.'
complete -c ask -n '__ask_at ""' -l apply -r -F -d 'Write the code to this file, after a yes.'
complete -c ask -n '__ask_at ""' -l yes -d 'Do not ask before --apply.'
complete -c ask -n '__ask_at ""' -l force -d 'As --yes, even if much of the file would go.'
complete -c ask -n '__ask_at ""' -l copy -d 'Put the answer, or with -x its code, on the clipboard.'
complete -c ask -n '__ask_at ""' -l json -d 'Write one JSON object.'
complete -c ask -n '__ask_at ""' -l stream-json -d 'Write events, one JSON object a line.'
complete -c ask -n '__ask_at ""' -l raw -d 'Keep control characters; in a pipe only.'
complete -c ask -n '__ask_at ""' -l color -r -f -a 'auto always never' -d 'Colours (auto).'
complete -c ask -n '__ask_at ""' -l theme -r -f -k -a '(command ask __complete themes (commandline -ct) 2>/dev/null)' -d 'Colours of a theme; see them: ask theme.'
complete -c ask -n '__ask_at ""' -s q -l quiet -d 'No tier line, no receipt.'
complete -c ask -n '__ask_at ""' -l temperature -r -f -d 'Sampling temperature (0.2).'
complete -c ask -n '__ask_at ""' -l max-tokens -r -f -d 'Longest answer, thinking included.'
complete -c ask -n '__ask_at ""' -l timeout -r -f -d 'Seconds to wait for a token.'
complete -c ask -n '__ask_at ""' -l no-stream -d 'Wait for the whole answer.'
complete -c ask -n '__ask_at ""' -l guard -r -f -a 'redact ask block off' -d 'What to do with a secret in what is sent (redact).'
complete -c ask -n '__ask_at ""' -l ca -r -F -d 'Trust the certificates in this file, and no others.'
complete -c ask -n '__ask_at ""' -l no-log -d 'Do not record this question.'
complete -c ask -n '__ask_at ""' -l dry-run -d 'Show what would be sent; send nothing.'
complete -c ask -n '__ask_at ""' -l version -d 'Show the version.'
complete -c ask -n '__ask_at ""' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_before "apply"' -F
complete -c ask -n '__ask_before "apply-"' -f
complete -c ask -n '__ask_at "apply"' -l yes -d 'Write without asking.'
complete -c ask -n '__ask_at "apply"' -l force -d 'As --yes, even if much of the file would go.'
complete -c ask -n '__ask_at "apply"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_before "bench"' -a report -d 'Show earlier runs, and how each model’s score went from run to run.'
complete -c ask -n '__ask_before "bench"' -a tasks -d 'List the tasks: those that come with ask, and your own folders.'
complete -c ask -n '__ask_at "bench"' -l models -r -f -k -a '(command ask __complete listed-models (commandline -ct) 2>/dev/null)' -d 'Which models (tiers: the first of each).'
complete -c ask -n '__ask_at "bench"' -l tasks -r -f -k -a '(command ask __complete listed-tasks (commandline -ct) 2>/dev/null)' -d 'Which tasks; see them: ask bench tasks.'
complete -c ask -n '__ask_at "bench"' -l repeat -r -f -d 'How often each is asked (1).'
complete -c ask -n '__ask_at "bench"' -l parallel -r -f -d 'Calls at a time (4).'
complete -c ask -n '__ask_at "bench"' -l max-tokens -r -f -d 'Longest answer, for all (4096).'
complete -c ask -n '__ask_at "bench"' -l judge -r -f -k -a '(command ask __complete models (commandline -ct) 2>/dev/null)' -d 'Have this model judge what no check covers.'
complete -c ask -n '__ask_at "bench"' -l blind -d 'Pick the better answer of two yourself, names hidden.'
complete -c ask -n '__ask_at "bench"' -l mine -r -f -d 'Ask your own last N questions of each tier again.'
complete -c ask -n '__ask_at "bench"' -l max-cost -r -f -d 'Spend no more on the whole run.'
complete -c ask -n '__ask_at "bench"' -l yes -d 'Do not ask for confirmation.'
complete -c ask -n '__ask_at "bench"' -l no-run -d 'Do not run answers’ code; what needs it is not scored.'
complete -c ask -n '__ask_at "bench"' -l resume -d 'Continue the last run: ask what has no whole answer yet.'
complete -c ask -n '__ask_at "bench"' -l demo -d 'Ask the built-in gateway: no key, no network.'
complete -c ask -n '__ask_at "bench"' -l published -d 'The field report’s own table and task scores; sends nothing.'
complete -c ask -n '__ask_at "bench"' -l compare -d 'Compare the last run with the field report; sends nothing.'
complete -c ask -n '__ask_at "bench"' -l json -d 'Write JSON.'
complete -c ask -n '__ask_at "bench"' -l csv -d 'Write comma-separated lines.'
complete -c ask -n '__ask_at "bench"' -l md -d 'Write Markdown.'
complete -c ask -n '__ask_at "bench"' -l html -r -F -d 'Write one page with a chart and every answer.'
complete -c ask -n '__ask_at "bench"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "bench report"' -f
complete -c ask -n '__ask_at "bench report"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "bench tasks"' -f
complete -c ask -n '__ask_at "bench tasks"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "bill"' -f
complete -c ask -n '__ask_at "bill"' -l day -d 'Today.'
complete -c ask -n '__ask_at "bill"' -l week -d 'The last seven days.'
complete -c ask -n '__ask_at "bill"' -l month -d 'This month (default).'
complete -c ask -n '__ask_at "bill"' -l since -r -f -d 'From this day on, as 2026-11-01.'
complete -c ask -n '__ask_at "bill"' -l until -r -f -d 'With --since: up to this day, which counts (today).'
complete -c ask -n '__ask_at "bill"' -l by -r -f -a 'tier model provider day conversation' -d 'What a line stands for.'
complete -c ask -n '__ask_at "bill"' -l json -d 'Write one JSON object.'
complete -c ask -n '__ask_at "bill"' -l csv -d 'Write comma-separated lines.'
complete -c ask -n '__ask_at "bill"' -l project -d 'Project a team’s month instead.'
complete -c ask -n '__ask_at "bill"' -l engineers -r -f -d 'With --project (20).'
complete -c ask -n '__ask_at "bill"' -l per-day -r -f -d 'Asks a day of each, with --project (500).'
complete -c ask -n '__ask_at "bill"' -l days -r -f -d 'Working days, with --project (22).'
complete -c ask -n '__ask_at "bill"' -l mix -r -f -d 'Per cent on simple/code/reasoning, with --project (70/25/5).'
complete -c ask -n '__ask_at "bill"' -l out-tokens -r -f -d 'Shown tokens an ask (800).'
complete -c ask -n '__ask_at "bill"' -l thinking -r -f -d 'Tokens made for each shown, on reasoning (1).'
complete -c ask -n '__ask_at "bill"' -l own -d 'With --project: your own mix and averages of the last 30 days, not the report’s.'
complete -c ask -n '__ask_at "bill"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "cap"' -f
complete -c ask -n '__ask_at "cap"' -l tier -r -f -a 'simple code reasoning' -d 'Only for this tier.'
complete -c ask -n '__ask_at "cap"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "chat"' -f -k -a '(command ask __complete turns (commandline -ct) 2>/dev/null)'
complete -c ask -n '__ask_at "chat"' -s 0 -d 'Ask the simple tier.'
complete -c ask -n '__ask_at "chat"' -s 1 -d 'Ask the code tier.'
complete -c ask -n '__ask_at "chat"' -s 2 -d 'Ask the reasoning tier.'
complete -c ask -n '__ask_at "chat"' -l tier -r -f -a 'simple code reasoning' -d 'Ask this tier: simple, code, reasoning; or 0, 1, 2.'
complete -c ask -n '__ask_at "chat"' -s m -l model -r -f -k -a '(command ask __complete models (commandline -ct) 2>/dev/null)' -d 'Ask this model; or provider:model.'
complete -c ask -n '__ask_at "chat"' -l allow-lower -d 'Let a lower tier’s models stand in when all others fail.'
complete -c ask -n '__ask_at "chat"' -l max-cost -r -f -d 'Send nothing that may cost more.'
complete -c ask -n '__ask_at "chat"' -l demo -d 'Ask the built-in gateway: no key, no network.'
complete -c ask -n '__ask_at "chat"' -s f -l file -r -F -d 'Attach a file, PATH:40-80, a glob.'
complete -c ask -n '__ask_at "chat"' -l diff -d 'Attach the working tree’s diff.'
complete -c ask -n '__ask_at "chat"' -s c -l continue -d 'Continue the last conversation.'
complete -c ask -n '__ask_at "chat"' -l conversation -r -f -k -a '(command ask __complete turns (commandline -ct) 2>/dev/null)' -d 'Continue the conversation of turn ID.'
complete -c ask -n '__ask_at "chat"' -l system -r -f -d 'Replace the standing instruction.'
complete -c ask -n '__ask_at "chat"' -l json -d 'Write one JSON object.'
complete -c ask -n '__ask_at "chat"' -l stream-json -d 'Write events, one JSON object a line.'
complete -c ask -n '__ask_at "chat"' -l raw -d 'Keep control characters; in a pipe only.'
complete -c ask -n '__ask_at "chat"' -l color -r -f -a 'auto always never' -d 'Colours (auto).'
complete -c ask -n '__ask_at "chat"' -l theme -r -f -k -a '(command ask __complete themes (commandline -ct) 2>/dev/null)' -d 'Colours of a theme; see them: ask theme.'
complete -c ask -n '__ask_at "chat"' -s q -l quiet -d 'No tier line, no receipt.'
complete -c ask -n '__ask_at "chat"' -l temperature -r -f -d 'Sampling temperature (0.2).'
complete -c ask -n '__ask_at "chat"' -l max-tokens -r -f -d 'Longest answer, thinking included.'
complete -c ask -n '__ask_at "chat"' -l timeout -r -f -d 'Seconds to wait for a token.'
complete -c ask -n '__ask_at "chat"' -l no-stream -d 'Wait for the whole answer.'
complete -c ask -n '__ask_at "chat"' -l guard -r -f -a 'redact ask block off' -d 'What to do with a secret in what is sent (redact).'
complete -c ask -n '__ask_at "chat"' -l ca -r -F -d 'Trust the certificates in this file, and no others.'
complete -c ask -n '__ask_at "chat"' -l no-log -d 'Do not record this question.'
complete -c ask -n '__ask_at "chat"' -l version -d 'Show the version.'
complete -c ask -n '__ask_at "chat"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_before "completions"' -a bash -d 'Print the completion of bash.'
complete -c ask -n '__ask_before "completions"' -a zsh -d 'Print the completion of zsh.'
complete -c ask -n '__ask_before "completions"' -a fish -d 'Print the completion of fish.'
complete -c ask -n '__ask_before "completions"' -a install -d 'Put the completion where SHELL looks, or the shell you use; ask before its start-up file is changed.'
complete -c ask -n '__ask_at "completions"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "completions bash"' -f
complete -c ask -n '__ask_at "completions bash"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "completions zsh"' -f
complete -c ask -n '__ask_at "completions zsh"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "completions fish"' -f
complete -c ask -n '__ask_at "completions fish"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "completions install"' -f -a 'bash zsh fish'
complete -c ask -n '__ask_at "completions install"' -l yes -d 'Change the shell’s start-up file without asking.'
complete -c ask -n '__ask_at "completions install"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_before "config"' -a path -d 'Print where the file is, or would be.'
complete -c ask -n '__ask_before "config"' -a show -d 'Print what is in force: the file and the environment over the defaults. No key is shown.'
complete -c ask -n '__ask_before "config"' -a init -d 'Write a commented file with the defaults; one that is there stays.'
complete -c ask -n '__ask_before "config"' -a edit -d 'Open the file in $VISUAL or $EDITOR, then check it.'
complete -c ask -n '__ask_at "config"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "config path"' -f
complete -c ask -n '__ask_at "config path"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "config show"' -f
complete -c ask -n '__ask_at "config show"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "config init"' -f
complete -c ask -n '__ask_at "config init"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "config edit"' -f
complete -c ask -n '__ask_at "config edit"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "demo"' -f
complete -c ask -n '__ask_at "demo"' -l port -r -f -d 'The port on 127.0.0.1; a free one if not given.'
complete -c ask -n '__ask_at "demo"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "doctor"' -f
complete -c ask -n '__ask_at "doctor"' -l offline -d 'Ask no gateway.'
complete -c ask -n '__ask_at "doctor"' -l json -d 'Write a JSON list.'
complete -c ask -n '__ask_at "doctor"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "drill"' -f
complete -c ask -n '__ask_at "drill"' -l dry-run -d 'On the built-in gateway: no key, no network, no cost.'
complete -c ask -n '__ask_at "drill"' -l reset -d 'Let every model that failed be asked again, and do nothing else.'
complete -c ask -n '__ask_at "drill"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_before "key"' -a set -d 'Store a key: typed hidden, or read from stdin.'
complete -c ask -n '__ask_before "key"' -a status -d 'Say where the key is found; never what it is.'
complete -c ask -n '__ask_before "key"' -a delete -d 'Delete the stored key, from the keyring and the file.'
complete -c ask -n '__ask_at "key"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "key set"' -f
complete -c ask -n '__ask_at "key set"' -l provider -r -f -k -a '(command ask __complete providers (commandline -ct) 2>/dev/null)' -d 'Whose key; the default provider’s if not given.'
complete -c ask -n '__ask_at "key set"' -l file -d 'Keep it in a file that only you can read, not in the keyring.'
complete -c ask -n '__ask_at "key set"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "key status"' -f
complete -c ask -n '__ask_at "key status"' -l provider -r -f -k -a '(command ask __complete providers (commandline -ct) 2>/dev/null)' -d 'Whose key; the default provider’s if not given.'
complete -c ask -n '__ask_at "key status"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "key delete"' -f
complete -c ask -n '__ask_at "key delete"' -l provider -r -f -k -a '(command ask __complete providers (commandline -ct) 2>/dev/null)' -d 'Whose key; the default provider’s if not given.'
complete -c ask -n '__ask_at "key delete"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "last"' -f
complete -c ask -n '__ask_at "last"' -s x -l code -d 'Only the code; of block N.'
complete -c ask -n '__ask_at "last"' -l color -r -f -a 'auto always never' -d 'Colours (auto).'
complete -c ask -n '__ask_at "last"' -l theme -r -f -k -a '(command ask __complete themes (commandline -ct) 2>/dev/null)' -d 'Colours of a theme; see them: ask theme.'
complete -c ask -n '__ask_at "last"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_before "log"' -a list -d 'List the last turns, the newest first.'
complete -c ask -n '__ask_before "log"' -a show -d 'Show one turn, question and answer.'
complete -c ask -n '__ask_before "log"' -a last -d 'Show the turn that was answered last, question and answer.'
complete -c ask -n '__ask_before "log"' -a search -d 'Find turns by their words, the newest first.'
complete -c ask -n '__ask_before "log"' -a export -d 'Write every turn to stdout, the oldest first.'
complete -c ask -n '__ask_before "log"' -a delete -d 'Delete turns for good; what they cost still counts against a limit.'
complete -c ask -n '__ask_before "log"' -a purge -d 'Delete every turn asked before a day.'
complete -c ask -n '__ask_at "log"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "log list"' -f
complete -c ask -n '__ask_at "log list"' -s n -r -f -d 'How many (20).'
complete -c ask -n '__ask_at "log list"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "log show"' -f -k -a '(command ask __complete turns (commandline -ct) 2>/dev/null)'
complete -c ask -n '__ask_at "log show"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "log last"' -f
complete -c ask -n '__ask_at "log last"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "log search"' -F
complete -c ask -n '__ask_at "log search"' -s n -r -f -d 'How many (20).'
complete -c ask -n '__ask_at "log search"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "log export"' -f
complete -c ask -n '__ask_at "log export"' -l md -d 'Markdown; JSON lines if not given.'
complete -c ask -n '__ask_at "log export"' -l json -d 'JSON lines.'
complete -c ask -n '__ask_at "log export"' -l since -r -f -d 'From this day on: 2026-11-01.'
complete -c ask -n '__ask_at "log export"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "log delete"' -f -k -a '(command ask __complete turns (commandline -ct) 2>/dev/null)'
complete -c ask -n '__ask_at "log delete"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "log purge"' -f
complete -c ask -n '__ask_at "log purge"' -l before -r -f -d '2026-11-01'
complete -c ask -n '__ask_at "log purge"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "models"' -f
complete -c ask -n '__ask_at "models"' -l json -d 'Write a JSON list.'
complete -c ask -n '__ask_at "models"' -l check -d 'Ask the providers which of them exist, and at what price.'
complete -c ask -n '__ask_at "models"' -l write -d 'With --check: take the published prices into the configuration.'
complete -c ask -n '__ask_at "models"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "resume"' -f -k -a '(command ask __complete turns (commandline -ct) 2>/dev/null)'
complete -c ask -n '__ask_at "resume"' -s 0 -d 'Ask the simple tier.'
complete -c ask -n '__ask_at "resume"' -s 1 -d 'Ask the code tier.'
complete -c ask -n '__ask_at "resume"' -s 2 -d 'Ask the reasoning tier.'
complete -c ask -n '__ask_at "resume"' -l tier -r -f -a 'simple code reasoning' -d 'Ask this tier: simple, code, reasoning; or 0, 1, 2.'
complete -c ask -n '__ask_at "resume"' -s m -l model -r -f -k -a '(command ask __complete models (commandline -ct) 2>/dev/null)' -d 'Ask this model; or provider:model.'
complete -c ask -n '__ask_at "resume"' -l allow-lower -d 'Let a lower tier’s models stand in when all others fail.'
complete -c ask -n '__ask_at "resume"' -l max-cost -r -f -d 'Send nothing that may cost more.'
complete -c ask -n '__ask_at "resume"' -l demo -d 'Ask the built-in gateway: no key, no network.'
complete -c ask -n '__ask_at "resume"' -s f -l file -r -F -d 'Attach a file, PATH:40-80, a glob.'
complete -c ask -n '__ask_at "resume"' -l system -r -f -d 'Replace the standing instruction.'
complete -c ask -n '__ask_at "resume"' -s x -l code -d 'Only the code; of block N.'
complete -c ask -n '__ask_at "resume"' -l apply -r -F -d 'Write the code to this file, after a yes.'
complete -c ask -n '__ask_at "resume"' -l yes -d 'Do not ask before --apply.'
complete -c ask -n '__ask_at "resume"' -l force -d 'As --yes, even if much of the file would go.'
complete -c ask -n '__ask_at "resume"' -l copy -d 'Put the answer, or with -x its code, on the clipboard.'
complete -c ask -n '__ask_at "resume"' -l json -d 'Write one JSON object.'
complete -c ask -n '__ask_at "resume"' -l stream-json -d 'Write events, one JSON object a line.'
complete -c ask -n '__ask_at "resume"' -l raw -d 'Keep control characters; in a pipe only.'
complete -c ask -n '__ask_at "resume"' -l color -r -f -a 'auto always never' -d 'Colours (auto).'
complete -c ask -n '__ask_at "resume"' -l theme -r -f -k -a '(command ask __complete themes (commandline -ct) 2>/dev/null)' -d 'Colours of a theme; see them: ask theme.'
complete -c ask -n '__ask_at "resume"' -s q -l quiet -d 'No tier line, no receipt.'
complete -c ask -n '__ask_at "resume"' -l temperature -r -f -d 'Sampling temperature (0.2).'
complete -c ask -n '__ask_at "resume"' -l max-tokens -r -f -d 'Longest answer, thinking included.'
complete -c ask -n '__ask_at "resume"' -l timeout -r -f -d 'Seconds to wait for a token.'
complete -c ask -n '__ask_at "resume"' -l no-stream -d 'Wait for the whole answer.'
complete -c ask -n '__ask_at "resume"' -l guard -r -f -a 'redact ask block off' -d 'What to do with a secret in what is sent (redact).'
complete -c ask -n '__ask_at "resume"' -l ca -r -F -d 'Trust the certificates in this file, and no others.'
complete -c ask -n '__ask_at "resume"' -l no-log -d 'Do not record this question.'
complete -c ask -n '__ask_at "resume"' -l dry-run -d 'Show what would be sent; send nothing.'
complete -c ask -n '__ask_at "resume"' -l version -d 'Show the version.'
complete -c ask -n '__ask_at "resume"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "route"' -F
complete -c ask -n '__ask_at "route"' -l json -d 'Write one JSON object.'
complete -c ask -n '__ask_at "route"' -l feedback -r -f -a 'right simple code reasoning' -d 'Mark the decision on WORDS, without any that on the last question asked: right, or the right tier.'
complete -c ask -n '__ask_at "route"' -l report -d 'How right the router was by your own marks, and which reasons mislead.'
complete -c ask -n '__ask_at "route"' -l jsonl -d 'Read {"prompt","stdin"} lines, write one decision a line.'
complete -c ask -n '__ask_at "route"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "show"' -F
complete -c ask -n '__ask_at "show"' -l color -r -f -a 'auto always never' -d 'Colours (auto).'
complete -c ask -n '__ask_at "show"' -l theme -r -f -k -a '(command ask __complete themes (commandline -ct) 2>/dev/null)' -d 'Colours of a theme; see them: ask theme.'
complete -c ask -n '__ask_at "show"' -l raw -d 'Keep control characters; in a pipe only.'
complete -c ask -n '__ask_at "show"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_before "swap"' -f -a 'simple code reasoning'
complete -c ask -n '__ask_before "swap-"' -f -k -a '(command ask __complete models (commandline -ct) 2>/dev/null)'
complete -c ask -n '__ask_at "swap"' -l dry-run -d 'Change nothing; say what the last 30 days would have cost.'
complete -c ask -n '__ask_at "swap"' -l undo -d 'Take the last swap back.'
complete -c ask -n '__ask_at "swap"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_before "template"' -a list -d 'List every template, what it is for, and which are not those that ship.'
complete -c ask -n '__ask_before "template"' -a show -d 'Show the text of one template, and its arguments with their defaults.'
complete -c ask -n '__ask_before "template"' -a new -d 'Begin a template of your own and open it in $VISUAL or $EDITOR.'
complete -c ask -n '__ask_before "template"' -a edit -d 'Open a template in $VISUAL or $EDITOR; one that ships is copied to your own folder first.'
complete -c ask -n '__ask_at "template"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "template list"' -f
complete -c ask -n '__ask_at "template list"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "template show"' -f -k -a '(command ask __complete templates (commandline -ct) 2>/dev/null)'
complete -c ask -n '__ask_at "template show"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "template new"' -f
complete -c ask -n '__ask_at "template new"' -l toml -d 'As TOML; Markdown if not given.'
complete -c ask -n '__ask_at "template new"' -l project -d 'In the project’s .ask folder, not in your own.'
complete -c ask -n '__ask_at "template new"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "template edit"' -f -k -a '(command ask __complete templates (commandline -ct) 2>/dev/null)'
complete -c ask -n '__ask_at "template edit"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "theme"' -f
complete -c ask -n '__ask_at "theme"' -l color -r -f -a 'auto always never' -d 'Colours (auto).'
complete -c ask -n '__ask_at "theme"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "trust"' -F
complete -c ask -n '__ask_at "trust"' -l yes -d 'Trust what is shown without asking.'
complete -c ask -n '__ask_at "trust"' -l forget -d 'Stop trusting this project, or the one in FOLDER.'
complete -c ask -n '__ask_at "trust"' -l list -d 'List what is trusted, and what of it has changed.'
complete -c ask -n '__ask_at "trust"' -s h -l help -d 'Show this message and exit.'
complete -c ask -n '__ask_at "up"' -f
complete -c ask -n '__ask_at "up"' -s m -l model -r -f -k -a '(command ask __complete models (commandline -ct) 2>/dev/null)' -d 'Ask this model; or provider:model.'
complete -c ask -n '__ask_at "up"' -l allow-lower -d 'Let a lower tier’s models stand in when all others fail.'
complete -c ask -n '__ask_at "up"' -l max-cost -r -f -d 'Send nothing that may cost more.'
complete -c ask -n '__ask_at "up"' -l demo -d 'Ask the built-in gateway: no key, no network.'
complete -c ask -n '__ask_at "up"' -l system -r -f -d 'Replace the standing instruction.'
complete -c ask -n '__ask_at "up"' -s x -l code -d 'Only the code; of block N.'
complete -c ask -n '__ask_at "up"' -l apply -r -F -d 'Write the code to this file, after a yes.'
complete -c ask -n '__ask_at "up"' -l yes -d 'Do not ask before --apply.'
complete -c ask -n '__ask_at "up"' -l force -d 'As --yes, even if much of the file would go.'
complete -c ask -n '__ask_at "up"' -l copy -d 'Put the answer, or with -x its code, on the clipboard.'
complete -c ask -n '__ask_at "up"' -l json -d 'Write one JSON object.'
complete -c ask -n '__ask_at "up"' -l stream-json -d 'Write events, one JSON object a line.'
complete -c ask -n '__ask_at "up"' -l raw -d 'Keep control characters; in a pipe only.'
complete -c ask -n '__ask_at "up"' -l color -r -f -a 'auto always never' -d 'Colours (auto).'
complete -c ask -n '__ask_at "up"' -l theme -r -f -k -a '(command ask __complete themes (commandline -ct) 2>/dev/null)' -d 'Colours of a theme; see them: ask theme.'
complete -c ask -n '__ask_at "up"' -s q -l quiet -d 'No tier line, no receipt.'
complete -c ask -n '__ask_at "up"' -l temperature -r -f -d 'Sampling temperature (0.2).'
complete -c ask -n '__ask_at "up"' -l max-tokens -r -f -d 'Longest answer, thinking included.'
complete -c ask -n '__ask_at "up"' -l timeout -r -f -d 'Seconds to wait for a token.'
complete -c ask -n '__ask_at "up"' -l no-stream -d 'Wait for the whole answer.'
complete -c ask -n '__ask_at "up"' -l guard -r -f -a 'redact ask block off' -d 'What to do with a secret in what is sent (redact).'
complete -c ask -n '__ask_at "up"' -l ca -r -F -d 'Trust the certificates in this file, and no others.'
complete -c ask -n '__ask_at "up"' -l no-log -d 'Do not record this question.'
complete -c ask -n '__ask_at "up"' -l dry-run -d 'Show what would be sent; send nothing.'
complete -c ask -n '__ask_at "up"' -l version -d 'Show the version.'
complete -c ask -n '__ask_at "up"' -s h -l help -d 'Show this message and exit.'
