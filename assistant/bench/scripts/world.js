// The world an answer's script lives in: a console that is heard, a clock that runs at once, and no door.
// A task's own check.js adds to it, and sets `world.judge`, which gives what was seen as text.
"use strict";
const world = (() => {
  const { stringify } = JSON;
  const timers = [];
  let now = 0, number = 0, judging = false, quiet = null, said = null, refused = null;

  const shown = (one) => {
    if (typeof one === "string") return one;
    if (one instanceof Error) return `${one.name}: ${one.message}`;
    if (typeof one === "function" || typeof one === "symbol" || typeof one === "bigint") return String(one);
    try {
      return stringify(one) ?? String(one);
    } catch {
      return "[circular]";
    }
  };

  const DOORS = new Set((
    "assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain " +
    "events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl " +
    "sqlite stream string_decoder sys test timers tls trace_events tty url util v8 vm wasi worker_threads zlib"
  ).split(" "));

  const world = {
    answer: {},
    modules: {},
    start: () => {}, // a case begins: it is told before the answer runs, and kept where the answer cannot read it
    judge: async () => "",
    heard: () => {},
    shown,
    refuse(what) {
      refused ??= what;
      throw new Error(`${what} is not allowed`);
    },
    miss(name) {
      said ??= `unscored: it needs the package ${name}`;
      throw new Error(`${name} is not installed`);
    },
    later(call, wait) {
      timers.push({ at: now + Math.max(Number(wait) || 0, 0), number: ++number, call });
      return number;
    },
    sleep: (wait) => new Promise((done) => world.later(done, wait)),
    // settles when no timer is left: whatever was begun has come to its end
    quiet: () => new Promise((done) => { quiet = done; }),
    turn() {
      if (refused !== null) return `refused ${refused}`;
      if (said !== null) return said;
      if (timers.length > 0) {
        timers.sort((a, b) => a.at - b.at || a.number - b.number);
        const next = timers.shift();
        now = next.at;
        try {
          next.call();
        } catch (error) {
          world.heard("uncaught", shown(error));
        }
        return "more";
      }
      if (!judging) {
        judging = true;
        world.judge().then((text) => { said = String(text); }, (error) => { said = `!${shown(error)}`; });
        return "more";
      }
      if (quiet !== null) {
        const done = quiet;
        quiet = null;
        done();
        return "more";
      }
      return "!never ends";
    },
  };

  const line = (kind) => (...all) => { world.heard(kind, all.map(shown).join(" ")); };
  const set = (call, wait = 0, ...rest) => world.later(() => call(...rest), wait);
  const clear = (id) => {
    const place = timers.findIndex((one) => one.number === id);
    if (place >= 0) timers.splice(place, 1);
  };
  Object.assign(globalThis, {
    console: {
      log: line("log"), info: line("log"), dir: line("log"), table: line("log"), debug: line("log"),
      warn: line("error"), error: line("error"), trace: line("error"),
      time() {}, timeEnd() {}, group() {}, groupEnd() {}, assert() {},
    },
    setTimeout: set,
    setImmediate: (call, ...rest) => set(call, 0, ...rest),
    setInterval: set, // once: an interval would never end
    clearTimeout: clear, clearInterval: clear, clearImmediate: clear,
    queueMicrotask: (call) => { Promise.resolve().then(call); },
    performance: { now: () => now },
    structuredClone: (value) => JSON.parse(stringify(value)),
    AbortController: class {
      signal = { aborted: false, addEventListener() {}, removeEventListener() {}, throwIfAborted() {} };
      abort() { this.signal.aborted = true; }
    },
    AbortSignal: { timeout: () => ({ aborted: false, addEventListener() {} }) },
    process: {
      env: {}, argv: ["node", "answer"], platform: "linux", version: "v20", on() {}, once() {}, uptime: () => 0,
      exit() {}, cwd: () => "/", nextTick: (call, ...rest) => { Promise.resolve().then(() => call(...rest)); },
      hrtime: Object.assign(() => [0, 0], { bigint: () => 0n }),
      binding: () => world.refuse("process.binding"), dlopen: () => world.refuse("process.dlopen"),
      kill: () => world.refuse("process.kill"),
    },
    require(name) {
      const bare = String(name).replace(/^node:/, "");
      if (Object.hasOwn(world.modules, bare)) return world.modules[bare];
      return DOORS.has(bare.split("/")[0]) ? world.refuse(`require ${bare}`) : world.miss(bare);
    },
    imported: async (name) => {
      const found = require(name);
      return { ...found, default: found };
    },
    fetch: () => world.refuse("fetch"),
    XMLHttpRequest: class { constructor() { world.refuse("XMLHttpRequest"); } },
    WebSocket: class { constructor() { world.refuse("WebSocket"); } },
  });
  const { require } = globalThis;
  require.main = {};
  return world;
})();
