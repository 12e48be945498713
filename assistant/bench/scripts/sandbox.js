// Runs an answer's script where it can do no harm, and reports what was seen. Given to `node --eval`.
//
// It knows no expected results: what is right is decided by whoever started it. Every case gets a context of its own in
// which all that the script can touch is made: no object leads out of it, only text. Text cannot become code (the flag
// --disallow-code-generation-from-strings), and once "ready" is said, whoever started it takes away every spare file
// descriptor, so that the kernel refuses files and sockets as well. stdin: one JSON object. stdout: JSON lines.
"use strict";
const { readFileSync, writeSync } = require("node:fs");
const vm = require("node:vm");

const tell = (what, text) => writeSync(1, JSON.stringify([what, text.slice(0, 20000)]) + "\n");
if (process.getuid && process.getuid() === 0) {
  process.setgroups([]);
  process.setgid(65534);
  process.setuid(65534);
}
let rejected = false;
process.on("unhandledRejection", () => {
  rejected = true;
});

function played(job, call) {
  const context = vm.createContext(Object.create(null), {
    codeGeneration: { strings: false, wasm: false },
    microtaskMode: "afterEvaluate",
  });
  const run = (code, filename) => vm.runInContext(code, context, { filename });
  run(job.world, "world");
  try {
    run(job.check, "check");
    run(`world.start(${JSON.stringify(call)});`, "call");
  } catch (error) {
    tell("fault", `check.js does not run: ${error && error.message}`);
    return "unscored: its check does not run";
  }
  try {
    run(job.source, "answer");
  } catch {
    return "!does not run";
  }
  for (;;) {
    const said = run("world.turn()", "turn");
    if (typeof said !== "string") return "!confused";
    if (said !== "more") return said;
  }
}

async function main() {
  tell("ready", "");
  const job = JSON.parse(readFileSync(0, "utf8"));
  for (const [number, call] of job.cases.entries()) {
    rejected = false;
    let said = "!broke";
    try {
      said = played(job, call);
    } catch {
      // the answer broke the world it was given
    }
    await new Promise((done) => setImmediate(done));
    if (said.startsWith("refused ")) tell("refused", said.slice(8));
    tell(String(number), rejected ? `${said}\nunhandled rejection` : said);
  }
  process.reallyExit(0);
}

main();
