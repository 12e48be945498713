"""What flows through a pipe is known by its signs; a text that shows none, or those of two languages, gets no name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.cli.recognition import recognised
from tests.conftest import Run
from tests.scripted import ScriptedGateway

LANGUAGES = {
    "python": "import sys\n\ndef load(path):\n    with open(path) as file:\n        return file.read()\n",
    "javascript": "const fs = require('fs');\nfs.readFile('a', (err, text) => {\n  console.log(text);\n});\n",
    "typescript": "export interface User {\n  id: number;\n}\nexport const first = (users: User[]): User => {\n  return users[0];\n};\nconst limit: number = 3;\n",
    "go": "package main\n\nfunc add(a, b int) int {\n\treturn a + b\n}\n",
    "rust": "use std::fs;\n\nfn main() {\n    let mut total = 0;\n    println!(\"{total}\");\n}\n",
    "java": "import java.util.List;\n\npublic class Main {\n    public static void main(String[] words) {\n    }\n}\n",
    "csharp": "using System;\n\nclass Program {\n    static void Main() { Console.WriteLine(1); }\n}\n",
    "c": '#include <stdio.h>\n\nint main(void) {\n    printf("%d", 1);\n    return 0;\n}\n',
    "cpp": "#include <vector>\n\nint main() {\n    std::vector<int> found;\n    return 0;\n}\n",
    "ruby": "class Cart\n  attr_reader :items\n  def total\n    items.sum { |item| item.price }\n  end\nend\n",
    "php": "<?php\nfunction add($a, $b) {\n    return $a + $b;\n}\n",
    "perl": "use strict;\nmy @lines = <STDIN>;\nprint scalar @lines;\n",
    "bash": 'set -eu\nfor name in *.txt; do\n  echo "${name}"\ndone\n',
    "sql": "SELECT name, count(*)\nFROM users\nWHERE active\nGROUP BY name;\n",
    "kotlin": 'fun main() {\n    val name = "x"\n    println(name)\n}\n',
    "swift": "import Foundation\nfunc add(_ a: Int, _ b: Int) -> Int {\n    return a + b\n}\n",
    "lua": "local function add(a, b)\n  if a == nil then\n    return b\n  end\n  return a + b\nend\n",
    "haskell": "module Main where\n\nadd :: Int -> Int -> Int\nadd a b = a + b\n",
    "elixir": "defmodule Cart do\n  def total(items) do\n    Enum.sum(items)\n  end\nend\n",
    "css": ".card {\n  color: red;\n  margin: 0;\n}\n",
    "html": "<!doctype html>\n<title>x</title><script>const a = require('b');</script><html>",
    "xml": '<?xml version="1.0"?>\n<a><b/></a>\n',
    "dockerfile": "FROM python:3.12\nRUN pip install x\nCMD [\"x\"]\n",
    "toml": '[tool.x]\nname = "y"\n',
    "yaml": "apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\n",
    "json": '{"a": [1, 2],\n "b": null}\n',
    "diff": "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-def f():\n+def g():\n",
}  # fmt: skip
KINDS = {
    "a Python traceback": 'starting\nTraceback (most recent call last):\n  File "a.py", line 3, in <module>\n    f()\nValueError: x\n',
    "a Node traceback": "/srv/a.js:3\n  f();\n\nTypeError: f is not a function\n    at main (/srv/a.js:3:3)\n    at node:internal/main:1:2\n",
    "a Java traceback": 'Exception in thread "main" java.lang.NullPointerException\n\tat com.a.Main.run(Main.java:12)\n',
    "a Go traceback": "panic: runtime error: index out of range\n\ngoroutine 1 [running]:\nmain.main()\n\t/a/main.go:4 +0x1d\n",
    "a Rust traceback": "thread 'main' panicked at src/main.rs:2:5:\nindex out of bounds\n",
    "a Ruby traceback": "a.rb:2:in `f': undefined method `x' for nil (NoMethodError)\n\tfrom a.rb:5:in `<main>'\n",
    "a compiler's messages": "error[E0308]: mismatched types\n --> a.rs:3:9\n  |\n3 |     std::f(x)\n  |            ^ expected `u8`\n",
    "a log": "2026-11-02 10:00:01 INFO start\n2026-11-02 10:00:02 ERROR it broke\n",
}
COMPILERS = (
    "a.c:3:5: error: unknown type name 'x'\n    3 |     x y;\n",
    "src/a.cpp: In function 'int main()':\nsrc/a.cpp:4:2: error: no match for std::vector<int>\n",
    "app.ts(3,5): error TS2322: Type 'string' is not assignable to type 'number'.\n",
    "Main.java:3: error: ';' expected\n        int a = 1\n",
    'a.py:3: error: Incompatible return value type (got "int", expected "str")  [return-value]\n',
    "# example.com/a\n./main.go:4:2: undefined: x\n",
)
NO_NAME = (
    "",
    "hello",
    "\n\n",
    "The function takes a list and returns the class of each item, which is what import does.\nSelect one from these.\n",
    "Please select two rows from the table where you sit, and let me know how it went for you.\n",
    "# Notes\n\n```python\ndef f():\n    pass\n```\n",
    "total 12\n-rw-r--r-- 1 me me 120 Nov  2 10:00 a.py\n-rw-r--r-- 1 me me  80 Nov  2 10:00 b.js\n",
    "name,age\nann,3\nbob,4\n",
    "a = 1\nb = 2\n",
    "x: 1\ny: 2\n",
    "/usr/bin\n/usr/lib\n",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_known_by_its_signs(language: str) -> None:
    assert recognised(LANGUAGES[language]).language == language
    assert recognised(LANGUAGES[language].replace("\n", "\r\n")).language == language


def test_a_workflow_is_yaml_whatever_its_steps_run() -> None:
    steps = "    - run: |\nset -eu\nfor a in *; do\n  echo ${a}\ndone\n"
    assert recognised(f"name: check\n\non: [push]\njobs:\n  test:\n{steps}").language == "yaml"


@pytest.mark.parametrize("kind", KINDS)
def test_a_traceback_and_a_log_are_told_by_their_kind(kind: str) -> None:
    assert recognised(KINDS[kind]).kind == kind


def test_a_log_may_tell_the_minute_only() -> None:
    assert recognised("10:01 INFO start\n10:02 ERROR db timeout\n").kind == "a log"


@pytest.mark.parametrize("text", COMPILERS)
def test_what_a_compiler_says_is_not_the_language_it_speaks_of(text: str) -> None:
    assert recognised(text).kind == "a compiler's messages"


@pytest.mark.parametrize("text", NO_NAME)
def test_what_shows_no_clear_sign_gets_no_name(text: str) -> None:
    found = recognised(text)
    assert (found.language, found.kind) == ("", "")


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("#!/usr/bin/env python3", "python"),
        ("#!/bin/sh -e", "bash"),
        ("#!/usr/bin/env -S node --inspect", "javascript"),
        ("#!/usr/bin/perl -w", "perl"),
        ("#!/opt/unheard/of", ""),
        ("#!", ""),
    ],
)
def test_a_shebang_names_the_language(line: str, language: str) -> None:
    assert recognised(f"{line}\nx\n").language == language


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_looked_at_without_harm(text: str) -> None:
    recognised(text)


def test_what_is_piped_in_is_named_and_fenced_by_what_it_is(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask("why is this slow", stdin=LANGUAGES["go"], env=keyed)
    assert "read stdin (Go, 5 lines" in ran.err
    assert "```go\npackage main" in gateway.received[-1].body["messages"][-1]["content"]
    assert "read stdin (a Go traceback, 5 lines" in ask("why", stdin=KINDS["a Go traceback"], env=keyed).err
