"""The words of `ask --help`."""

HELP = """Ask a coding question; what is piped in goes with it.

Each question goes to the cheapest tier that can answer it: simple, code or reasoning. The tier is shown before the
first token, the cost after the last.
"""

EPILOG = """\b
Commands (ask COMMAND --help):
  chat         a conversation; also: ask, with no words, on a terminal
  route        which tier a question would go to, and why; free and offline
  models       the models, their prices, scores and tiers
  bill         what was spent, and what it would have cost on one model
  cap          limits on spending
  log          what was asked and answered: list, search, export, delete
  key          store, check or delete a provider's key
  config       the configuration file
  last         the last answer again
  apply        put the code of the last answer in a file's place, after a yes
  resume       continue the last answer that was cut off
  up           ask the last question again, one tier higher
  show         render Markdown from a file or stdin
  template     the prompts kept under a name: list, show; ask -t NAME
  theme        every theme on one page
  trust        let a project's .ask folder count, once you have seen it
  bench        the field report's benchmark: which model earns its price
  demo         serve the built-in gateway
  drill        whether another model stands in when a tier's first is down
  completions  Tab in bash, zsh and fish: ask completions install

\b
Examples:
  ask "fix this race condition" < app.js
  git diff | ask review
  ask -x "fix this" < app.js > fixed.js
  ask -2 prove that this terminates < gcd.py
  ask --demo flatten a nested list in python
  ask -- models are slow, why       (a question that starts with a command's name)

\b
Exit codes:
  0 a whole answer   1 a bug   2 usage or configuration   3 no key, or key refused   4 no model answered
  5 the answer is not whole   6 over a cost cap   130 interrupted
"""
