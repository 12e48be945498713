// Calls whatever an answer made of Dijkstra: nobody said what a graph looks like or what comes back, so the usual ways to
// write one are tried on a small graph, and the first that gives a distance or a path is kept for the case.
// Reports the distance to the target, "unreachable", or an error; a path that is no path, or of another length, is said.
"use strict";
(() => {
  let call;
  world.start = (given) => { call = given; };
  const PROBE = "A-B:1 B-C:2 A-C:10 C-D:1";
  const LENGTHS = ["distance", "dist", "totalDistance", "totalCost", "totalWeight", "cost", "weight", "length", "total", "shortestDistance"];
  const ALL = ["distances", "dist", "costs", "distance", "shortestDistances"];
  const PATHS = ["path", "nodes", "route", "shortestPath", "vertices"];

  function edgesOf(text) {
    const grid = /^grid (\d+) (\d+)$/.exec(text);
    if (!grid) {
      return text.split(" ").filter(Boolean).map((one) => {
        const [, from, to, weight] = /^(\w+)-(\w+):(-?[\d.]+)$/.exec(one);
        return [from, to, Number(weight)];
      });
    }
    const side = Number(grid[1]), edges = [];
    let seed = Number(grid[2]);
    const random = () => (seed = (seed * 16807) % 2147483647);
    for (let row = 0; row < side; row += 1) {
      for (let column = 0; column < side; column += 1) {
        const here = `N${row * side + column}`;
        if (column + 1 < side) edges.push([here, `N${row * side + column + 1}`, (random() % 97) + 1]);
        if (row + 1 < side) edges.push([here, `N${(row + 1) * side + column}`, (random() % 97) + 1]);
      }
    }
    return edges;
  }

  // A graph in every form at once: `names` in order, and both directions of each edge.
  function graphOf(text, alone) {
    const both = edgesOf(text).flatMap(([a, b, w]) => [[a, b, w], [b, a, w]]);
    const names = [...new Set([...both.map(([a]) => a), ...alone])];
    const number = new Map(names.map((name, place) => [name, place]));
    const next = new Map(names.map((name) => [name, []]));
    for (const [a, b, w] of both) next.get(a).push([b, w]);
    const edge = (from, to, w) => ({
      from, source: from, u: from, start: from,
      to, node: to, target: to, id: to, neighbor: to, neighbour: to, vertex: to, v: to, key: to, name: to, dest: to, destination: to, end: to,
      weight: w, cost: w, distance: w, w, dist: w, length: w, value: w,
    });
    return { names, number, next, both, edge };
  }

  const mapped = (graph, each) => new Map(graph.names.map((name) => [name, each(graph.next.get(name), name)]));
  const plain = (graph, each) => Object.fromEntries(mapped(graph, each));
  const SHAPES = [
    ["map of maps", (g) => mapped(g, (all) => new Map(all))],
    ["record of records", (g) => plain(g, (all) => Object.fromEntries(all))],
    ["map of edges", (g) => mapped(g, (all, name) => all.map(([to, w]) => g.edge(name, to, w)))],
    ["record of edges", (g) => plain(g, (all, name) => all.map(([to, w]) => g.edge(name, to, w)))],
    ["map of pairs", (g) => mapped(g, (all) => all)],
    ["record of pairs", (g) => plain(g, (all) => all)],
    ["map of records", (g) => mapped(g, (all) => Object.fromEntries(all))],
    ["list of edges", (g) => g.both.map(([a, b, w]) => g.edge(a, b, w))],
    ["list of triples", (g) => g.both],
    ["nodes and edges", (g) => ({
      nodes: g.names, vertices: g.names, edges: g.both.map(([a, b, w]) => g.edge(a, b, w)),
      adjacencyList: mapped(g, (all, name) => all.map(([to, w]) => g.edge(name, to, w))),
    })],
  ];
  const NUMBERED = [
    ["array of edges", (g) => g.names.map((name) => g.next.get(name).map(([to, w]) => g.edge(g.number.get(name), g.number.get(to), w)))],
    ["array of pairs", (g) => g.names.map((name) => g.next.get(name).map(([to, w]) => [g.number.get(to), w]))],
    ["map of numbered edges", (g) => new Map(g.names.map((name) => [g.number.get(name), g.next.get(name).map(([to, w]) => g.edge(g.number.get(name), g.number.get(to), w))]))],
    ["matrix", (g, none = 0) => g.names.map((a) => g.names.map((b) => g.next.get(a).find(([to]) => to === b)?.[1] ?? (a === b ? 0 : none)))],
    ["matrix with infinity", (g) => NUMBERED[3][1](g, Infinity)],
    ["numbered triples", (g) => g.both.map(([a, b, w]) => [g.number.get(a), g.number.get(b), w])],
  ];

  const isClass = (one) => /^class\b/.test(Function.prototype.toString.call(one));
  const named = (one) => /dijkstra|short|path|dist|find|search|solve|run/i.test(one);

  // The ways to call an answer, as functions of (graph, start, end).
  function* ways() {
    const all = Object.entries(world.answer).filter(([, one]) => typeof one === "function");
    const plainFunctions = all.filter(([, one]) => !isClass(one));
    const sorted = plainFunctions.filter(([name]) => named(name)).sort(([a], [b]) => /dijkstra/i.test(b) - /dijkstra/i.test(a));
    for (const [, call] of sorted) {
      for (const [, shape] of SHAPES) {
        yield (g, start, end) => call(shape(g), start, end);
        if (call.length > 3) yield (g, start, end) => call(g.names, shape(g), start, end);
      }
      for (const [, shape] of NUMBERED) {
        yield (g, start, end) => call(shape(g), g.number.get(start), g.number.get(end));
        yield (g, start, end) => call(g.names.length, shape(g), g.number.get(start), g.number.get(end));
      }
    }
    for (const [, One] of all.filter(([, one]) => isClass(one))) {
      const methods = Object.getOwnPropertyNames(One.prototype);
      const add = methods.find((name) => /^add(Weighted|Directed|Undirected)?(Edge|Connection|Link)$/i.test(name)) ?? methods.find((name) => /edge|connect/i.test(name) && /add|insert|set/i.test(name));
      const vertex = methods.find((name) => /^(add|insert)(Vertex|Node|Point|City)$/i.test(name));
      const finds = methods.filter((name) => name !== add && name !== vertex && named(name));
      const built = (g, numbered) => {
        const graph = new One(numbered ? g.names.length : undefined);
        const as = (name) => (numbered ? g.number.get(name) : name);
        if (vertex) for (const name of g.names) graph[vertex](as(name));
        for (const [a, b, w] of g.both) graph[add](as(a), as(b), w);
        return graph;
      };
      if (add) {
        for (const numbered of [false, true]) {
          for (const find of finds) yield (g, start, end) => (numbered ? built(g, true)[find](g.number.get(start), g.number.get(end)) : built(g, false)[find](start, end));
          for (const [, call] of sorted) yield (g, start, end) => (numbered ? call(built(g, true), g.number.get(start), g.number.get(end)) : call(built(g, false), start, end));
        }
      } else {
        for (const [, shape] of SHAPES) for (const find of finds) yield (g, start, end) => new One(shape(g))[find](start, end);
      }
    }
  }

  const nodeOf = (g, one) => {
    const bare = one && typeof one === "object" ? one.id ?? one.name ?? one.node ?? one.key ?? one.vertex : one;
    return typeof bare === "number" ? g.names[bare] : bare;
  };
  const lengthOf = (g, path) => {
    let sum = 0;
    for (let place = 1; place < path.length; place += 1) {
      const steps = g.next.get(path[place - 1])?.filter(([to]) => to === path[place]) ?? [];
      if (steps.length === 0) return NaN;
      sum += Math.min(...steps.map(([, w]) => w));
    }
    return sum;
  };
  const pathIn = (g, value, start, end) => {
    if (!Array.isArray(value) || value.length === 0) return null;
    const path = value.map((one) => nodeOf(g, one));
    return path[0] === start && path.at(-1) === end && path.every((one) => g.number.has(one)) ? path : null;
  };
  const entry = (g, table, end) => {
    if (table instanceof Map) return table.get(end) ?? table.get(g.number.get(end));
    if (Array.isArray(table)) return table.length === g.names.length ? table[g.number.get(end)] : undefined;
    if (table && typeof table === "object") return Object.hasOwn(table, end) ? table[end] : undefined;
    return undefined;
  };

  // What came back as [distance or null for unreachable, path or null]; undefined where it cannot be read.
  function read(g, value, start, end) {
    if (typeof value === "number") return [value === -1 || value === Infinity ? null : value, null];
    if (value === null || value === undefined) return [null, null];
    const path = pathIn(g, value, start, end);
    if (path && !(value.every((one) => typeof one === "number") && value.length === g.names.length)) return [lengthOf(g, path), path];
    if (Array.isArray(value) && value.length === 0) return [null, null];
    const at = entry(g, value, end);
    if (typeof at === "number") return [at === Infinity ? null : at, null];
    if (at && typeof at === "object") return read(g, at, start, end);
    if (Array.isArray(value) && value.length === 2 && typeof value[0] === "object") return read(g, value[0], start, end);
    if (value instanceof Map || Array.isArray(value)) return at === undefined && value.size > 0 ? [null, null] : undefined;
    const found = PATHS.map((name) => value[name]).find((one) => Array.isArray(one));
    const whole = found && pathIn(g, found, start, end);
    for (const name of LENGTHS) {
      if (typeof value[name] === "number") return [value[name] === Infinity || value[name] === -1 ? null : value[name], whole ?? null];
    }
    for (const name of ALL) {
      const far = entry(g, value[name], end);
      if (typeof far === "number") return [far === Infinity ? null : far, whole ?? null];
      if (value[name] instanceof Map || (value[name] && typeof value[name] === "object" && name !== "dist")) return [null, null];
    }
    if (found) return found.length === 0 ? [null, null] : whole ? [lengthOf(g, whole), whole] : undefined;
    return undefined;
  }

  async function usable(way) {
    const g = graphOf(PROBE, []);
    try {
      const got = read(g, await way(g, "A", "D"), "A", "D");
      return got !== undefined && typeof got[0] === "number" && Number.isFinite(got[0]);
    } catch {
      return false;
    }
  }

  world.judge = async () => {
    const { graph, start, end } = call;
    for (const way of ways()) {
      if (!(await usable(way))) continue;
      const g = graphOf(graph, [start, end]);
      let got;
      try {
        got = read(g, await way(g, start, end), start, end);
      } catch (error) {
        return `error ${world.shown(error)}`;
      }
      if (got === undefined) return "unreadable";
      const [distance, path] = got;
      if (distance === null) return "unreachable";
      return path && lengthOf(g, path) !== distance ? `${distance} by a wrong path` : String(distance);
    }
    return Object.keys(world.answer).length > 0 ? "unscored: nobody knows how to call it" : "nothing to call";
  };
})();
