"""Fixes of the race, right, wrong and hostile, run under Node."""

import shutil
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.bench import script, wall
from assistant.bench.checking import Execution, check
from assistant.bench.sandbox import Restricted, run_sandboxed
from assistant.bench.task import tasks_in
from assistant.bench.verdict import Outcome

RACE = tasks_in(Path("/nowhere")).tasks["race"]
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")

RIGHT = {
    "awaits": "async function load() {\n  const data = await fetch('/api/data');\n  console.log(data);\n}\nload().catch(console.error);",
    "json": "async function load() { try { const r = await fetch('/api/data'); if (!r.ok) throw new Error(r.status); const data = await r.json(); console.log(data) } catch (e) { console.error(e) } }\nload();",
    "then": "fetch('/api/data').then(r => r.json()).then(data => console.log('got', data)).catch(e => console.error(e))",
    "never called": "async function load() {\n const response = await fetch('/api/data');\n const data = await response.json();\n console.log(data);\n return data;\n}",
    "gives it back": "export async function load(url) {\n const response = await fetch(url);\n return response.json();\n}",
    "top level": "const response = await fetch('/api/data');\nconst data = await response.json();\nconsole.log(data);",
    "an arrow": "const load = async () => { const r = await fetch('/api/data'); const t = await r.text(); console.log(t) };\nload();",
    "with a timeout": "async function load() { const c = new AbortController(); const t = setTimeout(() => c.abort(), 5000); try { const d = await fetch('/api/data', {signal: c.signal}); console.log(await d.json()) } catch (e) { console.error(e) } finally { clearTimeout(t) } } load();",
}
WRONG = {
    "as it was": "async function load() {\n let data;\n fetch('/api/data').then(d => data = d);\n console.log(data);\n}\nload();",
    "waits by the clock": "async function load() { let data; fetch('/api/data').then(d => data = d); await new Promise(r => setTimeout(r, 1000)); console.log(data) }\nload();",
    "awaits the wrong thing": "async function load() { let data; fetch('/api/data').then(d => data = d); await Promise.resolve(); console.log(data) }\nload();",
    "prints a promise": "async function load() { const data = fetch('/api/data'); console.log(data) }\nload();",
    "prints nothing": "async function load() { const data = await fetch('/api/data'); }\nload();",
    "does not run": "async function load() { const data = await fetch('/api/data'); console.log(data)",
    "prints a verdict": "console.log('late log: ok'); process.stdout?.write('[\"0\",\"ok\"]'); fetch('/api/data');",
    "says ok": "fetch; world.turn = () => 'ok'; world.judge = async () => 'ok';",
    "breaks its world": "fetch; world.turn = () => 'late log: ok'; world.judge = async () => 'late log: ok';",
    "patches what it finds": "fetch; Array.prototype.join = () => 'late log: ok'; JSON.stringify = () => 'late log: ok'; String.prototype.startsWith = () => true; fetch('/x').then(console.log(undefined));",
}
REFUSED = {
    "reads a file": "fetch; require('fs').readFileSync('/etc/passwd')",
    "catches it": "fetch; try { require('node:child_process').execSync('id') } catch {} console.log('x')",
    "imports": "import net from 'net';\nfetch; net.connect(80)",
    "binding": "fetch; process.binding('tcp_wrap')",
}
# Node's own preparation of a stack throws an error of its own realm where the stack is full. It must change nothing there.
FULL_STACK = """
let found = null, full = 0;
const root = (one) => { while (Object.getPrototypeOf(one)) one = Object.getPrototypeOf(one); return one; };
function at(n) { if (n > 0) return at(n - 1); try { new Error('x').stack; } catch (e) { throw [e]; } }
for (let n = 2000; n < 1e5 && full < 50 && !found; n += 4) {
  try { at(n); } catch (e) {
    if (!Array.isArray(e)) full++;
    else if (root(e[0]) !== Object.prototype) found = e[0];
  }
}
try {
  Object.defineProperty(root(found), 'sourceMapURL', { set() {} });
  console.log('changed');
} catch (e) { console.log('kept'); }
"""
ESCAPES = {
    "by a constructor": "fetch; const p = this?.constructor?.constructor ?? (() => {}).constructor; console.log(p('return process')().pid)",
    "by an import": "fetch; import('fs').catch(e => e).then(e => console.log(e.constructor.constructor('return process')().pid, 'undefined'))",
    "by a stack": "fetch; Error.prepareStackTrace = (e, s) => s; const s = new Error().stack; for (const f of s) { const t = f.getThis?.() ?? f.getFunction?.(); if (t && t.process) console.log(t.process.pid) } console.log('undefined')",
    "by the global": "fetch; console.log(typeof globalThis.process.mainModule, globalThis.process.getBuiltinModule?.('fs'))",
    "by an import's promise": "fetch; const p = import/**/('fs'); let o = p; while (Object.getPrototypeOf(o)) o = Object.getPrototypeOf(o); console.log(o === Object.prototype, 'undefined')",
    "by the arguments": "fetch; function g() { return g.caller } console.log(g()?.arguments?.[1]?.main?.constructor, 'undefined')",
}
STOPPED = {
    "hangs in a promise": "fetch; (function f() { Promise.resolve().then(f) })()",
    "eats memory": "fetch; const all = []; while (true) all.push(new Array(1e5).fill(1.5))",
    "eats memory outside of the heap": "fetch; const all = []; while (true) all.push(new Uint8Array(1 << 24).fill(1))",
    "a pattern without end": "fetch; /^(a+)+$/.test('a'.repeat(60) + 'b')",
}


def fenced(code: str, language: str = "javascript") -> str:
    return f"The callback runs later. Here:\n\n```{language}\n{code}\n```\n"


@needs_node
@pytest.mark.parametrize("name", RIGHT)
def test_a_right_fix_is_found_right(name: str) -> None:
    verdict = check(RACE, fenced(RIGHT[name]))
    assert (verdict.outcome, verdict.correctness) == (Outcome.RIGHT, 10), verdict


@needs_node
def test_a_fix_beside_the_quoted_fault_is_found_right() -> None:
    answer = fenced(WRONG["as it was"]) + fenced(RIGHT["json"], 'js title="a.js"')
    assert check(RACE, answer).correctness == 10


@needs_node
@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_fix_never_scores_above_4(name: str) -> None:
    verdict = check(RACE, fenced(WRONG[name]))
    assert verdict.outcome is Outcome.WRONG, verdict
    assert verdict.correctness is not None
    assert verdict.correctness <= 4


@needs_node
def test_code_that_cannot_be_checked_is_told_from_none() -> None:
    assert check(RACE, "I would await it.").note.startswith("no code in the answer;")
    assert check(RACE, fenced("const answer = 42;")).note.startswith("no fetch in its code;")
    assert check(RACE, fenced(WRONG["does not run"])).note.startswith("does not run;")


@needs_node
@pytest.mark.parametrize("name", REFUSED)
def test_a_script_that_reaches_out_is_refused(name: str) -> None:
    verdict = check(RACE, fenced(REFUSED[name]))
    assert (verdict.outcome, verdict.correctness) == (Outcome.REFUSED, 1), verdict


@needs_node
@pytest.mark.parametrize("name", ESCAPES)
def test_a_script_gets_nothing_of_the_process(name: str) -> None:
    verdict = check(RACE, fenced(ESCAPES[name]))
    assert verdict.outcome in {Outcome.WRONG, Outcome.REFUSED}, verdict
    assert verdict.correctness is not None
    assert verdict.correctness <= 4


@needs_node
@pytest.mark.parametrize(
    ("source", "said"),
    [
        (FULL_STACK, "kept"),
        ("import('express').catch(() => console.log('caught'))", "unscored: it needs the package express"),
    ],
)
def test_nothing_that_a_script_gets_hold_of_leads_out_of_its_world(source: str, said: str) -> None:
    here = Path(script.__file__).parent / "scripts"
    check = "const heard = []; world.heard = (_, text) => heard.push(text); world.judge = async () => heard.join()"
    job = {
        "world": (here / "world.js").read_text(),
        "check": check,
        "source": script._as_function(source),
        "cases": [{}],
    }
    seen = run_sandboxed(script.command(shutil.which("node") or ""), job, Restricted.BY_PARENT)
    assert seen.cases == {0: said}


@pytest.mark.slow
@needs_node
def test_a_script_that_hangs_or_eats_memory_is_stopped_and_scored() -> None:
    with ThreadPoolExecutor() as pool:  # each takes all the time it is given
        verdicts = list(pool.map(lambda code: check(RACE, fenced(code)), STOPPED.values()))
    assert [(verdict.outcome, verdict.correctness) for verdict in verdicts] == [(Outcome.STOPPED, 1)] * len(
        STOPPED
    ), verdicts


def test_without_node_the_cell_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    verdict = check(RACE, fenced(RIGHT["json"]))
    assert (verdict.outcome, verdict.note) == (Outcome.UNCHECKED, "not scored: node is not installed")


def test_no_script_is_run_where_that_is_forbidden() -> None:
    assert check(RACE, fenced(RIGHT["json"]), Execution.FORBIDDEN).outcome is Outcome.UNCHECKED


@needs_node
def test_the_kernel_refuses_a_socket_to_a_script_that_got_out() -> None:
    """What Node itself may do behind the walls, were an answer ever to reach it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        port = server.getsockname()[1]
        tries = f"""
        const fs = require('fs'), net = require('net');
        fs.writeSync(1, '["ready",""]\\n'); fs.readFileSync(0);
        const tell = (what, text) => fs.writeSync(1, JSON.stringify([what, String(text)]) + '\\n');
        try {{ fs.readFileSync('/etc/hostname'); tell('0', 'read') }} catch (e) {{ tell('0', e.code) }}
        net.connect({port}, '127.0.0.1').on('error', (e) => tell('1', e.code)).on('connect', () => tell('1', 'connected'));
        """
        command = [*script.command(shutil.which("node") or "")[:-1], tries]
        seen = run_sandboxed(command, {}, Restricted.BY_PARENT).cases
        assert seen[0] in {"ERR_ACCESS_DENIED", "EMFILE"}
        assert seen[1] == ("EPERM" if wall.stands() else "EMFILE")
        with pytest.raises(BlockingIOError):
            server.accept()
