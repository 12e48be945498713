"""Endpoints as models write them, each with parameters and data of its own: asked as by a client, judged."""

import shutil
from pathlib import Path

import pytest

from assistant.bench.checking import check
from assistant.bench.task import tasks_in
from assistant.bench.verdict import Outcome

EXPRESS = tasks_in(Path("/nowhere")).tasks["express"]
pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")

USUAL = """
const express = require('express');
const app = express();
app.use(express.json());

const users = Array.from({ length: 50 }, (_, i) => ({
  id: i + 1, name: `User ${i + 1}`, email: `user${i + 1}@example.com`, role: i % 2 === 0 ? 'admin' : 'user', age: 20 + (i % 30),
}));

app.get('/api/users', (req, res) => {
  let { page = 1, limit = 10, role, search } = req.query;
  page = Math.max(1, parseInt(page, 10) || 1);
  limit = Math.min(100, Math.max(1, parseInt(limit, 10) || 10));
  let result = users;
  if (role) result = result.filter(u => u.role === role);
  if (search) result = result.filter(u => u.name.toLowerCase().includes(String(search).toLowerCase()));
  const total = result.length;
  const data = result.slice((page - 1) * limit, page * limit);
  res.json({ data, pagination: { total, page, limit, totalPages: Math.ceil(total / limit) } });
});

app.use((err, req, res, next) => res.status(500).json({ error: 'Internal Server Error' }));
app.listen(process.env.PORT || 3000, () => console.log('Listening'));
"""
ROUTER = """
import express, { Router } from 'express';
const router = Router();
const USERS = [
  { id: 1, name: 'Ada', status: 'active' }, { id: 2, name: 'Bob', status: 'inactive' }, { id: 3, name: 'Cy', status: 'active' },
  { id: 4, name: 'Di', status: 'active' }, { id: 5, name: 'Ed', status: 'inactive' },
];
const check = (req, res, next) => {
  const { offset = '0', pageSize = '20' } = req.query;
  if (!/^\\d+$/.test(offset) || !/^[1-9]\\d*$/.test(pageSize)) return res.status(400).json({ error: 'bad paging' });
  req.paging = { offset: Number(offset), pageSize: Math.min(Number(pageSize), 100) };
  next();
};
router.get('/', check, async (req, res, next) => {
  try {
    const { status } = req.query;
    const found = USERS.filter((user) => !status || user.status === status);
    res.set('X-Total-Count', String(found.length)).status(200).json(found.slice(req.paging.offset, req.paging.offset + req.paging.pageSize));
  } catch (error) { next(error); }
});
const app = express();
app.use('/users', router);
export default app;
"""
REST = """
const express = require("express"), app = express();
const users = [{ id: 1, name: "A", city: "X" }, { id: 2, name: "B", city: "Y" }, { id: 3, name: "C", city: "X" }];
app.get("/users", (req, res) => {
  const { page = 1, limit = 2, ...filters } = req.query;
  const p = Math.max(parseInt(page) || 1, 1), l = Math.max(parseInt(limit) || 2, 1);
  const found = users.filter(u => Object.entries(filters).every(([k, v]) => String(u[k]) === String(v)));
  res.json({ users: found.slice((p - 1) * l, p * l), total: found.length });
});
"""
RIGHT = {"the usual": USUAL, "a router": ROUTER, "any field": REST}
WRONG = {
    "no pages": USUAL.replace("result.slice((page - 1) * limit, page * limit)", "result"),
    "one off": USUAL.replace("(page - 1) * limit, page * limit", "page * limit, (page + 1) * limit"),
    "overlaps": USUAL.replace("(page - 1) * limit, page * limit", "page - 1, page - 1 + limit"),
    "never filters": USUAL.replace("u.role === role", "true"),
    "filters the page": USUAL.replace("const data = result.slice((page - 1) * limit, page * limit);", "let data = users.slice((page - 1) * limit, page * limit); if (role) data = data.filter(u => u.role === role);").replace("if (role) result = result.filter(u => u.role === role);", ""),
    "turns it round": USUAL.replace("u.role === role", "u.role !== role"),
    "ignores the limit": USUAL.replace("limit = Math.min(100, Math.max(1, parseInt(limit, 10) || 10));", "limit = 10;"),
    "breaks": USUAL.replace("let result = users;", "let result = userz;"),
    "no endpoint": "const express = require('express'); const app = express(); app.post('/users', (req, res) => res.json([]));",
    "says ok": USUAL.replace("app.use(express.json());", "world.judge = async () => 'ok'; world.turn = () => 'ok';"),
    "no filter": USUAL.replace(", role, search }", "}").replace("if (role)", "if (false)").replace("if (search)", "if (false)"),
}  # fmt: skip
UNSCORED = {
    "a database": USUAL.replace("const app = express();", "const app = express(); const mongoose = require('mongoose');"),
    "a cursor": USUAL.replace("page = 1,", "cursor,").replace("page = Math.max(1, parseInt(page, 10) || 1);", "const page = cursor ? 2 : 1;"),
}  # fmt: skip


def fenced(code: str, language: str = "js") -> str:
    return f"An endpoint:\n\n```bash\nnpm install express\n```\n\n```{language}\n{code.strip()}\n```\n"


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_endpoint_is_found_right(name: str) -> None:
    verdict = check(EXPRESS, fenced(RIGHT[name]))
    assert (verdict.outcome, verdict.correctness) == (Outcome.RIGHT, 10), verdict
    assert verdict.edges is not None
    assert verdict.edges >= 7, verdict


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_endpoint_never_scores_above_4(name: str) -> None:
    verdict = check(EXPRESS, fenced(WRONG[name]))
    assert verdict.outcome is Outcome.WRONG, verdict
    assert verdict.correctness is not None
    assert verdict.correctness <= 4, verdict


@pytest.mark.parametrize("name", UNSCORED)
def test_what_cannot_be_asked_here_is_not_scored_and_says_so(name: str) -> None:
    verdict = check(EXPRESS, fenced(UNSCORED[name]))
    assert (verdict.outcome, verdict.correctness) == (Outcome.UNCHECKED, None), verdict
    assert verdict.note.startswith("unscored: ")


def test_edges_missed_cost_points() -> None:
    frail = USUAL.replace(
        "page = Math.max(1, parseInt(page, 10) || 1);", "page = parseInt(page, 10);"
    ).replace("String(search).toLowerCase()", "search.toLowerCase()")
    verdict = check(EXPRESS, fenced(frail))
    assert verdict.correctness == 10
    assert verdict.edges is not None
    assert verdict.edges <= 6, verdict


def test_an_endpoint_that_reads_a_file_is_refused() -> None:
    code = USUAL.replace(
        "const app = express();",
        "const app = express(); const all = require('fs/promises').readFile('/etc/passwd');",
    )
    verdict = check(EXPRESS, fenced(code))
    assert (verdict.outcome, verdict.correctness) == (Outcome.REFUSED, 1)
