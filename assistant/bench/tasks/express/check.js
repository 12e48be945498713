// An Express that is all in here: routes are kept, and asked as if by a client. Nobody said what the endpoint, its
// parameters or its answer look like, so the parameters are those the handler reads, and the users those it gives.
// Reports "ok" with the word it was given, or what was wrong.
"use strict";
(() => {
  let call;
  world.start = (given) => { call = given; };
  const METHODS = ["get", "post", "put", "patch", "delete", "options", "head", "all"];
  const apps = [], routers = [], mounted = new Set();

  function segments(path) {
    return path.split("/").filter(Boolean);
  }
  function fits(pattern, path, whole) {
    if (pattern instanceof RegExp) return pattern.test(path) ? { params: {}, rest: "/" } : null;
    const wanted = segments(pattern), given = segments(path), params = {};
    if (wanted[0] === "*" || wanted[0]?.startsWith("*") || wanted[0] === "(.*)") return { params, rest: "/" };
    if (given.length < wanted.length || (whole && given.length > wanted.length)) return null;
    for (const [place, one] of wanted.entries()) {
      if (one.startsWith(":")) params[one.slice(1).replace(/\(.*|\?$/, "")] = given[place];
      else if (one.toLowerCase() !== given[place].toLowerCase()) return null;
    }
    return { params, rest: `/${given.slice(wanted.length).join("/")}` };
  }

  function routerOf(list) {
    const layers = [];
    const self = (request, response, next) => self.handle(request, response, next);
    const add = (method, whole) => (first, ...rest) => {
      const named = typeof first === "string" || first instanceof RegExp || (Array.isArray(first) && typeof first[0] === "string");
      const handlers = (named ? rest : [first, ...rest]).flat(Infinity).filter((one) => typeof one === "function");
      for (const one of handlers) mounted.add(one);
      for (const path of named ? [first].flat() : ["/"]) layers.push({ method, path, whole, handlers });
      return self;
    };
    for (const method of METHODS) self[method] = add(method === "all" ? null : method, true);
    self.use = add(null, false);
    self.del = self.delete;
    self.param = () => self;
    self.route = (path) => {
      const route = {};
      for (const method of METHODS) route[method] = (...handlers) => (self[method](path, ...handlers), route);
      return route;
    };
    self.layers = layers;
    self.handle = (request, response, done) => {
      const queue = [];
      for (const layer of layers) {
        if (layer.method !== null && layer.method !== request.method.toLowerCase()) continue;
        const fit = fits(layer.path, request.path, layer.whole);
        if (fit) for (const handler of layer.handlers) queue.push([handler, fit, layer.whole]);
      }
      const { path, params } = request;
      const next = (error) => {
        request.path = path;
        request.params = params;
        if (error === "route" || error === "router") error = undefined;
        let entry;
        while ((entry = queue.shift()) && (entry[0].length === 4) !== Boolean(error)) ;
        if (!entry) return done(error);
        const [handler, fit, whole] = entry;
        if (!whole) request.path = fit.rest;
        request.params = { ...params, ...fit.params };
        try {
          const given = error ? handler(error, request, response, next) : handler(request, response, next);
          if (given && typeof given.then === "function") given.then(undefined, (failure) => next(failure ?? new Error("rejected")));
        } catch (failure) {
          next(failure ?? new Error("thrown"));
        }
      };
      next();
    };
    list.push(self);
    return self;
  }

  const pass = (request, response, next) => next();
  const middleware = () => pass;
  const express = () => {
    const app = routerOf(apps);
    app.listen = (...all) => {
      const ready = all.find((one) => typeof one === "function");
      if (ready) world.later(ready, 0);
      return { close() {}, on() {}, address: () => ({ port: 3000 }) };
    };
    const get = app.get;
    app.get = (first, ...rest) => (rest.length > 0 ? get(first, ...rest) : undefined);
    app.set = app.enable = app.disable = app.engine = () => app;
    app.locals = {};
    return app;
  };
  Object.assign(express, {
    Router: () => routerOf(routers), json: middleware, urlencoded: middleware, static: middleware, text: middleware,
    raw: middleware, default: express,
  });
  const harmless = Object.assign(middleware, { json: middleware, urlencoded: middleware, default: middleware, rateLimit: middleware });
  Object.assign(world.modules, {
    express, cors: harmless, helmet: harmless, morgan: harmless, compression: harmless, "body-parser": harmless,
    "express-rate-limit": harmless, dotenv: { config() {} }, "express-async-errors": {},
    "express-async-handler": (handler) => (request, response, next) => Promise.resolve(handler(request, response, next)).catch(next),
    path: { join: (...all) => all.join("/"), resolve: (...all) => all.join("/") },
    crypto: { randomUUID: () => "00000000-0000-4000-8000-000000000000" },
    http: { createServer: () => ({ listen() {} }), get: () => world.refuse("http.get"), request: () => world.refuse("http.request") },
  });
  globalThis.URLSearchParams = class {
    constructor(from = {}) { this.all = Object.entries(from); }
    set(name, value) { this.all = [...this.all.filter(([one]) => one !== name), [name, value]]; }
    append(name, value) { this.all.push([name, value]); }
    get(name) { return this.all.find(([one]) => one === name)?.[1] ?? null; }
    toString() { return this.all.map(([name, value]) => `${name}=${value}`).join("&"); }
  };

  const USERS = ["Ada", "Grace", "Linus", "Barbara", "Ken", "Margaret", "Dennis", "Radia"].map((name, place) => ({
    id: place + 1, name, username: name.toLowerCase(), email: `${name.toLowerCase()}@example.org`, age: 30 + place,
    role: place % 3 === 0 ? "admin" : "user", status: place % 2 ? "inactive" : "active", active: place % 2 === 0,
    city: place % 2 ? "Oslo" : "Rome", country: place % 2 ? "NO" : "IT", createdAt: `2026-01-0${place + 1}`,
  }));

  const hasRoutes = (router) => Array.isArray(router?.layers) && router.layers.some((layer) => layer.handlers.length > 0);

  // The app: the answer's own, or one made here for a router or a function that was only exported.
  function appOf() {
    const own = apps.find((app) => paths(app).length > 0);
    if (own) return own;
    const app = express();
    const exported = world.module.exports;
    const all = [...(typeof exported === "function" ? [exported] : []), ...Object.values(exported), ...Object.values(world.answer)];
    for (const one of all) {
      if (hasRoutes(one)) app.use(one);
      else if (typeof one === "function" && !mounted.has(one) && !/^class\b/.test(Function.prototype.toString.call(one))) {
        for (const given of [[USERS], [app, USERS], [{ users: USERS }]]) {
          try {
            const made = one(...given);
            if (hasRoutes(made)) app.use(made);
          } catch {
            // it wants something else
          }
          if (paths(app).length > 0) return app;
        }
      }
    }
    for (const router of routers) if (!mounted.has(router)) app.use(router);
    for (const one of Object.values(world.answer)) {
      if (paths(app).length === 0 && typeof one === "function" && one.length >= 2 && one.length <= 3 && /\.query\b/.test(Function.prototype.toString.call(one))) app.get("/users", one);
    }
    return app;
  }

  function paths(router, prefix = "") {
    return router.layers.flatMap(({ method, path, whole, handlers }) => {
      const full = `${prefix}${path === "/" ? "" : path}`;
      if (whole) return method === "get" && typeof path === "string" && !/[:*]/.test(full) ? [full || "/"] : [];
      return handlers.flatMap((one) => (Array.isArray(one.layers) ? paths(one, full) : []));
    });
  }

  const read = new Set();
  let app, path;
  async function get(query) {
    const watched = new Proxy(Object.fromEntries(Object.entries(query)), {
      get(target, name) {
        if (typeof name === "string") read.add(name);
        return target[name];
      },
      ownKeys(target) {
        read.add("*");
        return Reflect.ownKeys(target);
      },
    });
    let ended;
    const end = new Promise((done) => { ended = done; });
    const headers = {};
    const response = {
      statusCode: 200, headersSent: false, locals: {}, headers,
      status(code) { response.statusCode = code; return response; },
      set(name, value) { headers[String(name).toLowerCase()] = value; return response; },
      get: (name) => headers[String(name).toLowerCase()],
      type: () => response, links: () => response, vary: () => response, append: () => response, on: () => response, removeHeader() {},
      json(body) { response.headersSent = true; ended({ status: response.statusCode, body: body === undefined ? null : JSON.parse(JSON.stringify(body)) }); return response; },
      send(body) {
        if (typeof body !== "string") return response.json(body);
        let parsed = body;
        try { parsed = JSON.parse(body); } catch { /* text */ }
        return response.json(parsed);
      },
      end(body) { return response.send(body ?? ""); },
      sendStatus(code) { response.statusCode = code; return response.json(String(code)); },
      write() {}, redirect() { return response.status(302).json(null); },
    };
    response.header = response.setHeader = response.set;
    const search = Object.entries(query).map(([name, value]) => `${name}=${value}`).join("&");
    const request = {
      method: "GET", path, url: `${path}?${search}`, originalUrl: `${path}?${search}`, baseUrl: "", query: watched, params: {}, body: {},
      headers: {}, get: () => undefined, header: () => undefined, protocol: "http", hostname: "localhost", ip: "127.0.0.1", app, on() {},
    };
    app.handle(request, response, (error) => ended({ status: error ? error.status ?? error.statusCode ?? 500 : 404, body: null }));
    return Promise.race([end, world.sleep(60_000).then(() => ({ status: 0, body: null }))]);
  }

  const listIn = (body, depth = 0) => {
    if (Array.isArray(body)) return body;
    if (!body || typeof body !== "object" || depth > 2) return undefined;
    const values = Object.values(body);
    return values.find((one) => Array.isArray(one) && (one.length === 0 || typeof one[0] === "object")) ??
      values.map((one) => listIn(one, depth + 1)).find(Boolean);
  };
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  async function judged() {
    app = appOf();
    const all = paths(app).sort((a, b) => /user/i.test(b) - /user/i.test(a) || a.length - b.length);
    if (all.length === 0) return "no GET endpoint";
    path = all[0];
    const plain = await get({});
    if (plain.status === 0) return "unscored: it waits for something that is not here";
    if (plain.status !== 200 && plain.status !== 206) return `status ${plain.status}`;
    const find = (pattern) => [...read].find((name) => pattern.test(name));
    const limit = find(/^_?(limit|per_?page|page_?size|size|count|take|top|page_?limit)$/i);
    const page = find(/^_?(page|page_?(number|num|no|index)|p)$/i), offset = find(/^_?(offset|skip|start|from)$/i);
    if (find(/^(cursor|after|starting_?after|last_?id)$/i) && !page && !offset) return "unscored: it pages by a cursor";
    if (!limit || !(page || offset)) return "it does not page";
    let users = [];
    for (const most of ["100", "50", "20", "10"]) {
      const users_ = listIn((await get({ [limit]: most })).body);
      if (users_ && users_.length > users.length) users = users_;
    }
    if (users.length < 2) return "unscored: it has no users of its own";
    const step = users.length >= 4 ? 2 : 1;
    const at = (number) => ({ [limit]: String(step), ...(page ? { [page]: String(number) } : { [offset]: String((number - 1) * step) }) });
    const lists = async (query) => listIn((await get(query)).body);

    const fields = Object.keys(users[0]);
    const skip = new Set([limit, page, offset]);
    const names = [...read].filter((name) => name !== "*" && !skip.has(name) && !/^_?(sort|order|dir|fields|select|include|then|toJSON|constructor|length|callback|format|cursor)/i.test(name) && typeof name === "string");
    if (read.has("*")) names.push(...fields.filter((name) => !names.includes(name)));
    const bare = (name) => name.replace(/^(filter|by|is|user)_?/i, "").toLowerCase();
    const holds = (user, value) => Object.values(user).some((one) => String(one).toLowerCase().includes(String(value).toLowerCase()));

    // Give [name, value, whether a user fits] for each filter that is understood.
    function filters() {
      const found = [];
      for (const name of names) {
        const field = fields.find((one) => one.toLowerCase() === bare(name) || one.toLowerCase() === name.toLowerCase());
        if (field !== undefined && typeof users[0][field] !== "object") {
          const value = users.map((user) => user[field]).find((one) => one !== undefined && users.some((user) => user[field] !== one));
          if (value !== undefined) found.push([name, String(value), (user) => String(user[field]).toLowerCase().includes(String(value).toLowerCase())]);
        } else if (/^(search|q|query|keyword|term|text|filter|s)$/i.test(name)) {
          const value = users.map((user) => user.name ?? user.firstName ?? user.username ?? user.email).find((one) => typeof one === "string" && users.some((user) => !holds(user, one)));
          if (value !== undefined) found.push([name, value, (user) => holds(user, value)]);
        }
      }
      return found;
    }

    switch (call.how) {
      case "pages": {
        const [first, second] = [await lists(at(1)), await lists(at(2))];
        if (!first || !second) return "a page is no list";
        if (!same(first, users.slice(0, step))) return "the first page is not the beginning";
        return same(second, users.slice(step, 2 * step)) ? "ok" : "the second page does not follow the first";
      }
      case "limit": {
        const one = await lists({ [limit]: "1" });
        return one?.length === 1 ? "ok" : `a limit of 1 gives ${one?.length}`;
      }
      case "filter": {
        const known = filters();
        if (known.length === 0) return names.length > 0 ? "unscored: nobody knows its filters" : "it does not filter";
        for (const [name, value, fitting] of known) {
          const found = await lists({ [name]: value, [limit]: "100" });
          const rest = found ?? (await lists({ [name]: value }));
          if (!rest || rest.length === 0) return `${name}=${value} finds nobody`;
          if (!rest.every(fitting)) return `${name}=${value} finds others as well`;
        }
        return "ok";
      }
      case "both": {
        for (const [name, value, fitting] of filters()) {
          const found = users.filter(fitting);
          const second = await lists({ ...at(1), [name]: value, [limit]: "1" });
          if (second?.length !== 1 || !fitting(second[0])) return `a page of ${name}=${value} is wrong`;
          if (found.length > 1) {
            const next = await lists({ [name]: value, [limit]: "1", ...(page ? { [page]: "2" } : { [offset]: "1" }) });
            if (next?.length !== 1 || !fitting(next[0]) || same(next, second)) return `page 2 of ${name}=${value} is wrong`;
          }
        }
        return "ok";
      }
      case "odd numbers": {
        for (const odd of ["0", "-1", "abc", "1.5", "1e9", ""]) {
          for (const name of [limit, page ?? offset]) {
            const { status, body } = await get({ [name]: odd });
            if (status === 0 || status >= 500) return `${name}=${odd} breaks it`;
            const found = listIn(body);
            if (status < 300 && name !== limit && found && found.length === 0 && odd !== "1e9") return `${name}=${odd} gives an empty page`;
            if (status < 300 && name === limit && Number(odd) < 0 && found && found.length > 0 && found.length < users.length && found.length !== 1 && !same(found, listIn(plain.body))) return `${name}=${odd} cuts the end off`;
          }
        }
        return "ok";
      }
      case "beyond": {
        const { status, body } = await get(at(9999));
        if (status === 404 || status === 400) return "ok";
        return status < 300 && listIn(body)?.length === 0 ? "ok" : `status ${status}, ${listIn(body)?.length} users`;
      }
      case "nobody": {
        for (const [name] of filters()) {
          const { status, body } = await get({ [name]: "zzz-nobody" });
          if (status >= 500 || status === 0) return `${name}=zzz-nobody breaks it`;
          if (status < 300 && listIn(body)?.length !== 0) return `${name}=zzz-nobody finds somebody`;
        }
        return "ok";
      }
      case "twice": {
        for (const name of names) {
          const { status } = await get({ [name]: ["a", "b"] });
          if (status === 0 || status >= 500) return `${name} given twice breaks it`;
        }
        return "ok";
      }
      default:
        return "!no such case";
    }
  }

  world.judge = async () => {
    const { token } = call;
    const found = await judged();
    return found === "ok" ? `ok ${token}` : found;
  };
})();
