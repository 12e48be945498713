"""What flows through a pipe is known by its signs; a text that shows none, or those of two languages, gets no name."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.recognition.language_signs import SIGNS, Sign
from assistant.recognition.recognise import recognised
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
    "scala": "object Main extends App {\n  case class User(id: Int)\n  println(List(User(1)))\n}\n",
    "powershell": "Get-ChildItem -Path $p | Where-Object { $_.Length -gt 1MB }\n",
    "makefile": "app: main.o\n\t$(CC) -o $@ $^\n\n.PHONY: clean\n",
    "terraform": 'resource "aws_s3_bucket" "logs" {\n  bucket = "x"\n}\n',
    "protobuf": 'syntax = "proto3";\nmessage Order {\n  string id = 1;\n}\n',
    "graphql": "type Query {\n  user(id: ID!): User!\n}\n",
    "ini": "[Unit]\nDescription=Web\n\n[Service]\nExecStart=/usr/bin/web --port 80\n",
    "nginx": "server {\n  listen 80;\n  location / {\n    proxy_pass http://a;\n  }\n}\n",
    "scss": "$accent: #c33;\n.nav {\n  color: $accent;\n  &:hover { color: red; }\n}\n",
    "vue": "<template>\n  <p>{{ a }}</p>\n</template>\n<script setup>\nconst a = 1\n</script>\n",
    "dart": "import 'package:flutter/material.dart';\nclass Home extends StatelessWidget {}\n",
    "zig": 'const std = @import("std");\npub fn main() !void {\n}\n',
    "clojure": "(ns app.core)\n(defn greet [name]\n  (str name))\n",
    "r": 'library(dplyr)\ndf <- read.csv("x.csv")\n',
    "latex": "\\documentclass{article}\n\\begin{document}\nx\n\\end{document}\n",
    "csv": 'id,name,email\n1,"Lee, Ann",a@b\n2,Bob,b@c\n',
    "diff": "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-def f():\n+def g():\n",
}  # fmt: skip
KINDS = {
    "a Python traceback": 'starting\nTraceback (most recent call last):\n  File "a.py", line 3, in <module>\n    f()\nValueError: x\n',
    "a Node traceback": "/srv/a.js:3\n  f();\n\nTypeError: f is not a function\n    at main (/srv/a.js:3:3)\n    at node:internal/main:1:2\n",
    "a Java traceback": 'Exception in thread "main" java.lang.NullPointerException\n\tat com.a.Main.run(Main.java:12)\n',
    "a Go traceback": "panic: runtime error: index out of range\n\ngoroutine 1 [running]:\nmain.main()\n\t/a/main.go:4 +0x1d\n",
    "a Rust traceback": "thread 'main' panicked at src/main.rs:2:5:\nindex out of bounds\n",
    "a Ruby traceback": "a.rb:2:in `f': undefined method `x' for nil (NoMethodError)\n\tfrom a.rb:5:in `<main>'\n",
    "a C# traceback": "System.IO.IOException: no\n ---> System.Exception: x\n   at System.Net.Sockets.Socket.Connect(EndPoint remote)\n   at A.B.C()\n",
    "a JavaScript traceback": "TypeError: a is undefined\nrow@https://a.example/app.js:2:17\n@https://a.example/app.js:9:1\n",
    "a PHP traceback": "PHP Fatal error:  Uncaught TypeError: x in /a/b.php:4\nStack trace:\n#0 /a/i.php(9): f(NULL)\n#1 {main}\n",
    "an Elixir traceback": "** (KeyError) key :a not found in: %{}\n    (shop 0.1.0) lib/shop.ex:14: Shop.run/0\n",
    "a Dart traceback": "Unhandled exception:\nx\n#0      main (file:///a/main.dart:5:9)\n",
    "a Lua traceback": "lua: a.lua:4: attempt to index a nil value\nstack traceback:\n\ta.lua:4: in function 'get'\n",
    "a sanitizer's report": "==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x6\n    #0 0x4f in main /a/b.c:8:10\n",
    "Valgrind's report": "==12== Invalid read of size 4\n==12==    at 0x10: sum (a.c:9)\n",
    "a debugger's backtrace": "#0  0x0000555 in push (l=0x0, v=3) at list.c:18\n#1  0x0000556 in main () at main.c:9\n",
    "a test run": "=========== test session starts ===========\n\n    def test_a():\n>       assert 1 == 2\nE       assert 1 == 2\n",
    "a linter's messages": "a.py:3:1: F401 `os` imported but unused\n",
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
FRAMES = {
    '  File "/a/b.py", line 88, in read\n    return int(x)\nValueError: x\n': "Python",
    '  File "/a/b.py", line 3\n    if a = 3:\n       ^\nSyntaxError: invalid syntax\n': "Python",
    "WARNING: DATA RACE\nWrite at 0x00c by goroutine 7:\n  main.main()\n": "Go",
    "(node:41) UnhandledPromiseRejectionWarning: Error: x\n    at T.afterConnect [as oncomplete] (net.js:1146:16)\n": "Node",
    "NoMethodError (undefined method `x'):\n\napp/c.rb:12:in `show'\n": "Ruby",
    "PHP Warning:  Undefined variable $u in /a/b.php on line 22\n": "PHP",
    "\tat java.lang.Thread.sleep(java.base@17.0.8/Native Method)\n": "Java",
}
LOG_LINES = (
    "web-1  | 2026-03-02 10:00:01 INFO listening",
    "[    3.141592] usb 1-1: new high-speed USB device",
    'Started GET "/users/1" for 127.0.0.1 at 2026-03-02 10:00:01 +0000',
    "03-02 10:00:01.123  1234  1256 E AndroidRuntime: FATAL EXCEPTION: main",
    "1711700000.123 INFO worker started",
    "[2026-03-02 10:00:01,100: INFO/MainProcess] Connected",
    "1:M 02 Mar 2026 10:00:01.123 * Ready to accept connections",
    "[Mon Mar 02 10:00:01.123456 2026] [core:error] [pid 9] x",
    "npm ERR! code ERESOLVE",
    "I0302 10:00:01.123456       1 server.go:53] Starting webhook",
    "<34>1 2026-03-02T10:00:01Z web su - ID47 - failed",
    '10.0.0.1 - - [02/Mar/2026:10:00:01 +0000] "GET / HTTP/1.1" 200 5',
)
DIFFS = (
    "*** a.c\t2026\n--- b.c\t2026\n***************\n*** 1,3 ****\n",
    "diff --cc app.py\nindex 1a,2b..3c\n",
    "3c3\n< two\n---\n> 2\n",
    "Only in a: x\ndiff -r a/y b/y\n1d0\n< z\n",
    "warning: LF will be replaced by CRLF\ndiff --git a/x b/x\n",
)
FRAGMENTS = {
    "rust": "    match self.cache.get(&key) {\n        Some(v) => Ok(v.clone()),\n        None => Err(Error::Missing(key)),\n    }\n",
    "cpp": "  std::unique_ptr<Node> node = std::make_unique<Node>(key);\n  auto it = map_.find(key);\n",
    "csharp": "    public async Task<IActionResult> Get(int id)\n    {\n        var user = await _db.Users.First(u => u.Id == id);\n    }\n",
    "php": '    foreach ($rows as $row) {\n        echo $row["name"];\n    }\n',
    "javascript": 'export function B({ label }) {\n  return (\n    <button className="b">{label}</button>\n  );\n}\n',
    "go": "    select {\n    case msg := <-ch:\n        log.Println(msg)\n    case <-time.After(time.Second):\n    }\n",
    "swift": 'struct A: View {\n    @State private var name = ""\n    var body: some View {\n    }\n}\n',
    "sql": "CREATE OR REPLACE FUNCTION touch() RETURNS trigger AS $$\nBEGIN\n  RETURN NEW;\nEND;\n$$ LANGUAGE plpgsql;\n",
    "yaml": "- hosts: web\n  tasks:\n    - name: Install\n      apt:\n        state: present\n",
    "json": '[\n  {\n    "id": 1,\n    "tags": [\n      {"a": 1},\n',
    "python": "        try:\n            import x\n        except ImportError as error:\n            raise Missing(x) from error\n",
}
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
    "---\ntitle: Notes\n---\n\nSome words.\n",
    "src/a.py:12:import os\nsrc/b.py:4:import re\n",
    'It broke:\n\n```\n  File "a.py", line 3, in f\n```\n',
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


@pytest.mark.parametrize("text", FRAMES)
def test_a_traceback_is_known_by_its_frames_alone(text: str) -> None:
    assert recognised(text).kind == f"a {FRAMES[text]} traceback"


@pytest.mark.parametrize("line", LOG_LINES)
def test_a_log_is_known_in_the_formats_of_many_programs(line: str) -> None:
    assert recognised(f"{line}\n{line}\n").kind == "a log"


@pytest.mark.parametrize("text", DIFFS)
def test_a_diff_is_known_in_every_form(text: str) -> None:
    assert recognised(text).language == "diff"


@pytest.mark.parametrize("language", FRAGMENTS)
def test_a_few_lines_from_the_middle_of_a_file_are_enough(language: str) -> None:
    assert recognised(FRAGMENTS[language]).language == language


def test_code_that_quotes_a_traceback_stays_code() -> None:
    assert (
        recognised(f'{LANGUAGES["python"]}\nSEEN = """\n{KINDS["a Python traceback"]}"""\n').language
        == "python"
    )


def test_settings_with_comments_are_json() -> None:
    assert recognised('{\n  // for tsc\n  "strict": true,\n  "target": "es2020",\n}\n').language == "json"


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


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text_is_looked_at_without_harm(text: str) -> None:
    recognised(text)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([sign for _, signs in SIGNS.values() for sign in signs]).flatmap(
        lambda sign: st.tuples(st.just(sign), st.from_regex(re.compile(sign[2], re.MULTILINE)))
    )
)
def test_a_sign_stands_nowhere_without_one_of_its_hints(drawn: tuple[Sign, str]) -> None:
    (_, hints, sign), text = drawn
    assert not re.search(sign, text, re.MULTILINE) or any(hint in f"\n{text}\n" for hint in hints)


@pytest.mark.parametrize("start", ["terraform {", "<-", "namespace ", '" {', "select ", ""])
@pytest.mark.parametrize("run", ["\n", "  ", "a", " \n", "(", "a, "])
def test_a_run_of_anything_is_the_same_however_long_it_is(start: str, run: str) -> None:
    found = recognised(start + run * 40_000)
    assert recognised(run * 40_000 + start) == found == recognised(start + run * 80_000)


def test_what_is_piped_in_is_named_and_fenced_by_what_it_is(
    ask: Run, gateway: ScriptedGateway, keyed: dict[str, str]
) -> None:
    ran = ask("why is this slow", stdin=LANGUAGES["go"], env=keyed)
    assert "read stdin (Go, 5 lines" in ran.err
    assert "```go\npackage main" in gateway.received[-1].question
    assert "read stdin (a Go traceback, 5 lines" in ask("why", stdin=KINDS["a Go traceback"], env=keyed).err
