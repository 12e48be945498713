// A server that takes its time. Reports each line that was printed, and whether that was before the data was there.
"use strict";
(() => {
  const printed = [];
  let call, asked = 0, there = false;
  world.start = (given) => { call = given; };
  world.heard = (kind, text) => { printed.push(`${there ? "late" : "early"} ${kind}: ${text}`); };

  const response = (ok) => ({
    ok, status: ok ? 200 : 500, statusText: ok ? "OK" : "Internal Server Error", headers: new Map(), body: call.token,
    json: async () => (ok ? { value: call.token } : JSON.parse("<html>")),
    text: async () => (ok ? JSON.stringify({ value: call.token }) : "<html>"),
    clone() { return this; },
  });
  globalThis.fetch = async () => {
    asked += 1;
    await world.sleep(call.seconds * 1000);
    there = true;
    if (call.how === "unreachable") throw new TypeError("fetch failed");
    return response(call.how === "well");
  };

  // An answer that calls nothing is called: what it gives back is as good as printed.
  async function called(one) {
    const value = await one("/api/data");
    if (value !== undefined && printed.length === 0) world.heard("log", world.shown(value));
  }

  world.judge = async () => {
    for (const one of Object.values(world.answer)) {
      if (asked > 0) break;
      if (typeof one === "function") called(one).catch(() => {}); // it is its caller's to handle
    }
    await world.quiet();
    return asked === 0 ? "nothing was fetched" : printed.join("\n");
  };
})();
