"""Shortest paths in TypeScript as models write them, each with a graph of its own kind: type-checked, run, judged."""

import shutil
from pathlib import Path

import pytest

from assistant.bench.checking import check
from assistant.bench.task import tasks_in
from assistant.bench.verdict import Outcome

DIJKSTRA = tasks_in(Path("/nowhere")).tasks["dijkstra"]
needs_tools = pytest.mark.skipif(
    shutil.which("node") is None or shutil.which("tsc") is None, reason="node or tsc is not installed"
)

RECORDS = """
type Graph = Record<string, Record<string, number>>;
export function dijkstra(graph: Graph, start: string): Record<string, number> {
  const dist: Record<string, number> = {};
  for (const node of Object.keys(graph)) dist[node] = Infinity;
  dist[start] = 0;
  const left = new Set(Object.keys(graph));
  while (left.size > 0) {
    let best: string | null = null;
    for (const node of left) if (best === null || dist[node] < dist[best]) best = node;
    if (best === null || dist[best] === Infinity) break;
    left.delete(best);
    for (const [next, weight] of Object.entries(graph[best])) dist[next] = Math.min(dist[next], dist[best] + weight);
  }
  return dist;
}
"""
CLASS = """
interface Edge { to: string; weight: number }
class WeightedGraph {
  private adjacency = new Map<string, Edge[]>();
  addVertex(v: string): void { if (!this.adjacency.has(v)) this.adjacency.set(v, []); }
  addEdge(a: string, b: string, weight: number): void {
    this.addVertex(a); this.addVertex(b);
    this.adjacency.get(a)!.push({ to: b, weight });
    this.adjacency.get(b)!.push({ to: a, weight });
  }
  dijkstra(start: string, end: string): { path: string[]; distance: number } {
    const distances = new Map<string, number>([[start, 0]]);
    const previous = new Map<string, string>();
    const queue: [number, string][] = [[0, start]];
    while (queue.length) {
      queue.sort((a, b) => a[0] - b[0]);
      const [d, node] = queue.shift()!;
      if (d > (distances.get(node) ?? Infinity)) continue;
      for (const { to, weight } of this.adjacency.get(node) ?? []) {
        if (d + weight < (distances.get(to) ?? Infinity)) {
          distances.set(to, d + weight); previous.set(to, node); queue.push([d + weight, to]);
        }
      }
    }
    if (!distances.has(end)) return { path: [], distance: Infinity };
    const path = [end];
    while (path[0] !== start) path.unshift(previous.get(path[0])!);
    return { path, distance: distances.get(end)! };
  }
}
const graph = new WeightedGraph();
graph.addEdge("x", "y", 1);
console.log(graph.dijkstra("x", "y"));
"""
NUMBERED = """
type Edge = { node: number; weight: number };
export const shortestPath = (graph: Edge[][], source: number): number[] => {
  const dist: number[] = new Array(graph.length).fill(Infinity);
  const done: boolean[] = new Array(graph.length).fill(false);
  dist[source] = 0;
  for (let round = 0; round < graph.length; round++) {
    let u = -1;
    for (let i = 0; i < graph.length; i++) if (!done[i] && (u === -1 || dist[i] < dist[u])) u = i;
    if (dist[u] === Infinity) break;
    done[u] = true;
    for (const { node, weight } of graph[u]) if (dist[u] + weight < dist[node]) dist[node] = dist[u] + weight;
  }
  return dist;
};
"""
TUPLE = """
import { MinPriorityQueue } from "./queue";
export default function dijkstra(graph: Map<string, [string, number][]>, from: string, to: string): { distances: Map<string, number>, previous: Map<string, string | null> } {
  const distances = new Map<string, number>(), previous = new Map<string, string | null>();
  const open: string[] = [from];
  distances.set(from, 0); previous.set(from, null);
  while (open.length) {
    open.sort((a, b) => distances.get(a)! - distances.get(b)!);
    const node = open.shift()!;
    for (const [next, weight] of graph.get(node)!) {
      const through = distances.get(node)! + weight;
      if (through < (distances.get(next) ?? Infinity)) { distances.set(next, through); previous.set(next, node); open.push(next); }
    }
  }
  return { distances, previous };
}
"""
RIGHT = {
    "records": RECORDS,
    "a class": CLASS,
    "numbered": NUMBERED,
    "maps of pairs": TUPLE.partition(";\n")[2],
}
WRONG = {
    "counts hops": RECORDS.replace("dist[best] + weight", "dist[best] + 1"),
    "takes the first way": RECORDS.replace("dist[next] = Math.min(dist[next], dist[best] + weight)", "if (dist[next] === Infinity) dist[next] = dist[best] + weight"),
    "never looks twice": CLASS.replace("d + weight < (distances.get(to) ?? Infinity)", "!distances.has(to)"),
    "any order": NUMBERED.replace("dist[i] < dist[u]", "false").replace("if (dist[u] === Infinity) break;", ""),
    "another path": CLASS.replace("const path = [end];\n    while (path[0] !== start) path.unshift(previous.get(path[0])!);", "const path = [start, end];"),
    "rounds": RECORDS.replace("return dist", "for (const k in dist) dist[k] = Math.round(dist[k]);\n  return dist"),
    "a constant": "export function dijkstra(graph: unknown, a: string, b: string): number { return 13; }",
    "does not run": "export function dijkstra(graph: Map<string, Map<string, number>>, a: string): number { return graph.oops.oops; }",
}  # fmt: skip


def fenced(code: str) -> str:
    return f"With a priority queue:\n\n```typescript\n{code.strip()}\n```\n"


@needs_tools
@pytest.mark.parametrize("name", RIGHT)
def test_a_right_answer_is_found_right_whatever_its_graph(name: str) -> None:
    verdict = check(DIJKSTRA, fenced(RIGHT[name]))
    assert (verdict.outcome, verdict.correctness, verdict.edges) == (Outcome.RIGHT, 10, 10), verdict


@needs_tools
@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_never_scores_above_4(name: str) -> None:
    verdict = check(DIJKSTRA, fenced(WRONG[name]))
    assert verdict.correctness is None or verdict.correctness <= 4, verdict
    if name != "does not run":
        assert verdict.outcome is Outcome.WRONG, verdict


@needs_tools
def test_what_the_types_forbid_is_an_edge_missed_and_said() -> None:
    verdict = check(DIJKSTRA, fenced(RECORDS.replace("let best: string | null", "let best: number | null")))
    assert verdict.correctness == 10
    assert verdict.edges is not None
    assert verdict.edges < 10
    assert "type check: TS" in verdict.note


def test_without_a_compiler_the_cell_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "node").symlink_to(shutil.which("node") or "/bin/true")
    monkeypatch.setenv("PATH", str(tmp_path))
    verdict = check(DIJKSTRA, fenced(RECORDS))
    assert (verdict.outcome, verdict.note) == (Outcome.UNCHECKED, "not scored: tsc is not installed")
