# ruff: noqa: E501 - tables read best with a row on a line
"""The signs of what is no language: a diff, a traceback, a test run, a compiler's messages, a log."""

from string import digits

# What a diff begins with, but for a number, and its whole opening.
DIFF_BEGINS = ("warning: ", "diff ", "Index: ", "--- ", "@@ -", "commit ", "From ", "Only in ", "*** ")
DIFF = (
    r"(?:warning: .*\n)*diff --(?:git|cc|combined) |(?:Index: .*\n=+\n)?--- .*\n\+\+\+ .*\n@@ -\d|@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@"
    r"|(?:commit|From) [0-9a-f]{7,64}\b[\s\S]*?^diff --(?:git|cc) |(?:Only in .*\n)*diff (?:-\w+ )*\S+ \S+\n(?:\d|@@|--- )"
    r"|\*\*\* .*\n--- .*\n\*{15}|\d+(?:,\d+)?[acd]\d+(?:,\d+)?\n[<>] "
)

# A kind in words, what one of must stand in the text (every line between "\n"), and the sign; the first that is found is it.
KINDS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("a Python traceback", ('File "',), r"^[E \t|+]+File \".+\", line \d+(?:, in .+)?$"),
    ("a Go traceback", ("goroutine ",), r"^(?:panic: |fatal error: )[\s\S]{0,4000}?^goroutine \d+ \[|^goroutine \d+ \[[^\]]+\]:$"),
    ("a Go traceback", ("WARNING: DATA RACE",), r"^WARNING: DATA RACE$"),
    ("a Rust traceback", ("panicked at",), r"^thread '.*' (?:\(\d+\) )?panicked at "),
    ("a Rust traceback", (".rs:",), r"^ +\d+: .+\n +at \S+\.rs:\d+"),
    ("a Java traceback", (".java:", ".kt", ".scala:", ".groovy:", ".clj:", "Native Method)", "Unknown Source)"), r"^[ \t]+at [\w.$<>/@-]+\((?:(?:[\w.@-]+/)?(?:\w+\.(?:java|kts?|scala|groovy|clj):\d+|Native Method|Unknown Source))\)"),
    ("a C# traceback", (":line ",), r"^[ \t]+at [\w.<>`$\[\],|+]+\(.*\) in .+:line \d+"),
    ("a C# traceback", ("   at ",), r"Exception\b.*\n(?:.+\n)*?   at [A-Z][\w.<>`$\[\],|+]+\((?:[\w.`\[\]<>&]+ \w+(?:, )?)*\)$"),
    ("a Node traceback", (" at ",), r"^[ \t]+at (?:.+ \()?[^\s()]*:\d+:\d+\)?,?(?: \{)?$"),
    ("a JavaScript traceback", ("@http",), r"^[\w$./<*-]*@https?://\S+:\d+:\d+$"),
    ("a Ruby traceback", (":in `", ":in '"), r"^[ \t]*(?:from |# )?\S+\.(?:rb|erb|rake|ru):\d+:in [`'].*'|^[ \t]+from \S+:\d+:in [`']"),
    ("a PHP traceback", (".php",), r"^(?:PHP )?(?:(?:Fatal|Parse|Recoverable fatal) error|Warning|Notice|Deprecated): .+ in \S+ on line \d+|^#\d+ \S+\.php\(\d+\): |Uncaught .+ in \S+\.php:\d+$"),
    ("an Elixir traceback", (".e",), r"^\*\* \((?:[A-Z]\w*\.)*[A-Z]\w*\) |^[ \t]+\(\w+ \d[\w.-]*\) \S+\.[eh]rl?x?s?:\d+: "),
    ("an Erlang traceback", ("in function",), r"^\*\* exception \w+: .+\n +in function "),
    ("a Dart traceback", ("#0 ",), r"^#\d+ +.+ \((?:package|file|dart):.*\)$"),
    ("a Lua traceback", ("stack traceback:",), r"^stack traceback:\n\t"),
    ("a Swift traceback", (".swift",), r"Fatal error: .*(?:: file \S+\.swift, line \d+)|\.swift:\d+: Fatal error: "),
    ("a Julia traceback", ("Stacktrace:",), r"^Stacktrace:\n +\[1\] "),
    ("a Perl traceback", (".pl line ", ".pm line ", ".t line "), r" at \S+\.(?:p[lm]|t) line \d+\.$"),
    ("a Haskell traceback", ("CallStack (",), r"^CallStack \(from HasCallStack\):"),
    ("a sanitizer's report", ("Sanitizer",), r"^==\d+==\s?(?:ERROR|WARNING): \w+Sanitizer|^WARNING: ThreadSanitizer|^SUMMARY: \w+Sanitizer"),
    ("a sanitizer's report", (": runtime error: ",), r"^\S+:\d+:\d+: runtime error: "),
    ("Valgrind's report", ("\n==",), r"^==\d+== .*(?:Memcheck|Helgrind|Invalid (?:read|write) of|definitely lost|uninitialised value|HEAP SUMMARY)"),
    ("a debugger's backtrace", (*(f"\n#{digit}" for digit in digits), "frame #"), r"^#\d+ +(?:0x[0-9a-f]+ in )?[\w:~<>,*& ?]+ ?\(.*\)(?: (?:at|from) \S+)?\n#\d+ |^[ *]*frame #\d+: 0x[0-9a-f]+ "),
    ("a test run", (" test session starts =", " FAILURES =", " ERRORS =", " short test summary info ="), r"^=+ (?:test session starts|FAILURES|ERRORS|short test summary info) =+$"),
    ("a test run", ("--- ",), r"^[ \t]*--- FAIL: \w+.* \(\d+\.\d+s\)$|^FAIL\t\S+\t\d"),
    ("a test run", ("\nTest Suites: ", "Tests run: ", "\nTests"), r"^Test Suites: \d|^(?:\[\w+\] )?Tests run: \d+, Failures: |^Tests:? +.*\d+ (?:failed|passed)"),
    ("a test run", ("ailures",), r"^Failures:\n\n +1\) |^There (?:was|were) \d+ failures?:$"),
    ("a test run", (") test ",), r"^ +\d+\) test .+ \(\w[\w.]*\)$"),
    ("a test run", ("ok 1",), r"^(?:TAP version \d+\n)?(?:1\.\.\d+\n)?(?:not )?ok 1\b.*\n"),
    ("a test run", (" passing (",), r"^ +\d+ passing \(\d+m?s\)"),
    ("a test run", ("test result: ",), r"^test result: (?:FAILED|ok)\. \d+ passed"),
    ("a compiler's messages", ("\nerror", ": error", ": fatal error", " - error TS"), r"^(?:error|warning)(?:\[\w+\])?: .*\n +--> \S+:\d+:\d+|^[\w./+-]+(?::\d+){1,2}: (?:fatal )?error\b|^[\w./\\-]+\(\d+(?:,\d+)?\) ?: (?:fatal )?error |^\S+:\d+:\d+ - error TS\d+"),
    ("a compiler's messages", ("\nwarning", ": warning"), r"^warning(?:\[\w+\])?: .*\n +--> \S+:\d+:\d+|^[\w./+-]+(?::\d+){1,2}: warning\b|^[\w./\\-]+\(\d+(?:,\d+)?\) ?: warning "),
    ("a compiler's messages", (".go:",), r"^\.?/?[\w./-]+\.go:\d+:\d+: (?!\S+ *:?= )[a-z]"),
    ("a compiler's messages", (".kt:",), r"^[ew]: (?:file://)?\S+\.kts?:\d+:\d+"),
    ("a compiler's messages", ("[ERROR] /",), r"^\[ERROR\] /\S+\.(?:java|kt|scala):\[\d+,\d+\]"),
    ("a compiler's messages", ("undefined reference",), r"undefined reference to `.+'$"),
    ("a linter's messages", tuple(f"{digit}: " for digit in digits), r"^\S+\.\w+:\d+:\d+: (?:[A-Z]{1,4}\d{2,5}\b|[CWEFR]: )"),
    ("a linter's messages", (" error ", " warning "), r"^ +\d+:\d+ +(?:error|warning) +\S.*  [\w@/-]+$"),
)  # fmt: skip

WORKFLOW_BEGINS = ("---\n", "#", "\n", "name: ", "on:", "jobs:", "services:", "stages:", "apiVersion:")
WORKFLOW = r"(?:---\n|#.*\n|\n)*(?:name: .*\n\s*)?(?:on|jobs|services|stages|apiVersion):[ \n]"

# What one of stands in a log's line that has no digit.
LOG_WORDS = (
    "TRACE", "DEBUG", "INFO", "NOTICE", "WARN", "ERROR", "FATAL", "CRITICAL", "SEVERE", "time=", "ts=", "level=",
    "[trace]", "[debug]", "[info]", "[notice]", "[warn", "[error]", "[fatal]", "npm ", " RequestId: ", "Started ",
    "Processing by ", "  Parameters: {", "  Rendered ", "#Fields: ",
)  # fmt: skip
_LEVEL = r"(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE)"
LOG_LINE = (
    r"(?:[\w.-]+ +\| +|\[pod/\S+\] +|<\d{1,3}>1? ?|(?:[\w./-]+ ){1,2}(?=\d{4}-\d\d-\d\dT))?(?:"  # who speaks
    r"\W?\d{4}[-/.]\d\d[-/.]\d\d[T ]\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d |\[?\d\d:\d\d:\d\d|\d\d:\d\d [A-Z]{4,8} |"
    rf"\[?{_LEVEL}\b[\]: ]|\[(?:trace|debug|info|notice|warn|warning|error|fatal)\]|(?:time|ts|level)=|"
    r"(?:\S+ ){3,4}\[\d\d/[A-Z][a-z]{2}/\d{4}:|[IWEF]\d{4} \d\d:\d\d:\d\d|"
    r"\[ *\d+\.\d{6}\] |\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} +\d+ +\d+ [VDIWEF] |[VDIWEF]/[\w.]+ *\( *\d+\): |"
    rf"\[?\d{{10}}(?:\.\d+)?\]?\s+\[?{_LEVEL}\b|\d+:[A-Z] \d\d [A-Z][a-z]{{2}} \d{{4}} |\[[A-Z][a-z]{{2}} [A-Z][a-z]{{2}} [ \d]\d \d\d:|"
    r"[A-Z][a-z]{2} \d\d?, \d{4} \d\d?:\d\d:\d\d [AP]M |npm (?:ERR!|error|WARN|warn) |(?:START|END|REPORT) RequestId: |#\d+ (?:\d+\.\d+ |\[|DONE |ERROR: )|"
    r"\[\d+:(?:\d+:)?\d{4}/\d{6}|"
    r"Started (?:GET|POST|PUT|PATCH|DELETE) \"|Processing by \w|Completed \d{3} |  Parameters: \{|  Rendered |#Fields: )"
)
