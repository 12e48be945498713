"""HTTP errors and redirects: a sentence a person can act on, and exactly as many requests as there must be."""

import base64
import json
import time
from urllib.parse import quote

from .play import KEY, Scenario
from .server import Act
from .wording import DONE, WHOLE, event, head, response

NOTHING = {"out": "", "code": 4}
ALONE = ("-m", "qwen3-32b", "hi")
ALL_ASKED = ("deepseek-v4-flash", "qwen3-32b", "ga-standard")


def _error(message: str, **more: object) -> dict:
    return {"error": {"message": message, "type": "some_error", **more}}


def _refused(name: str, status: int, body: object = "", *lines: str, **more: object) -> Scenario:
    kind = more.pop("kind", "application/json")
    return Scenario(name, [[response(status, body, *lines, kind=kind)]], **(NOTHING | {"requests": 1} | more))


BARE_ERROR = json.dumps(_error("overloaded")).encode() + b"\n"
CLOUDFLARE = (
    "<!DOCTYPE html>\n<html><head><title>global-apis.com | 502: Bad gateway</title></head><body>"
    + "<p>long</p>" * 3000
    + "</body></html>"
)

SCENARIOS = (
    Scenario(
        "a 429 that says nothing",
        [[response(429, {}, "Retry-After: 60")]],
        **NOTHING,
        requests=1,
        says=(r"qwen3-32b is busy \(429, free again in 1 min\) ",),
        unsaid=("{",),
        arguments=ALONE,
    ),
    Scenario(
        "a 500 whose body drips",
        [[head(500), b"upstream is down", lambda: (time.sleep(0.1) or b" " for _ in range(90)), Act.HOLD]],
        **NOTHING,
        requests=3,
        says=("answered 500: upstream is down",),
        arguments=ALONE,
        environment={"ASK_FIRST_TOKEN_TIMEOUT": "1"},
        within=5.5,
    ),
    _refused(
        "401",
        401,
        _error("Incorrect API key provided"),
        code=3,
        says=("refused the key", "…f3a2", "put another one into GLOBAL_API_KEY"),
    ),
    _refused(
        "401 that echoes the key",
        401,
        _error(f"Incorrect API key provided: {KEY}."),
        code=3,
        says=("refused the key",),
    ),
    _refused("401 that echoes half the key", 401, _error(f"Incorrect API key: {KEY[:16]}*****"), code=3),
    _refused(
        "401 that echoes the key url-encoded",
        401,
        _error(f"bad: ?key={quote(KEY.replace('-', '%2D'))}"),
        code=3,
        unsaid=("4f9a7c31e8b2d605",),
    ),
    _refused("401 that echoes the header", 401, {"headers": {"Authorization": f"Bearer {KEY}"}}, code=3),
    _refused(
        "401 that echoes the key in base64",
        401,
        _error(base64.b64encode(KEY.encode()).decode()),
        code=3,
        unsaid=(base64.b64encode(KEY.encode()).decode()[:24],),
    ),
    _refused("401 without a body", 401, "", code=3, says=("refused the key",)),
    _refused(
        "401 of html", 401, "<html><title>Login</title></html>", kind="text/html", code=3, says=("Login",)
    ),
    _refused("402", 402, _error("Insufficient Balance"), says=("out of credit at global-apis",)),
    *(
        _refused(
            f"{name}: out of credit", status, body, says=("out of credit at global-apis: No money", "top up")
        )
        for name, status, body in (
            ("openai", 429, _error("No money", type="insufficient_quota")),
            ("moonshot", 429, _error("No money", type="exceeded_current_quota_error")),
            ("zhipu", 429, {"error": {"code": "1113", "message": "No money"}}),
            ("litellm", 400, _error("No money", type="budget_exceeded", code="400")),
            ("alibaba", 400, _error("No money", type="Arrearage", code="Arrearage")),
        )
    ),
    _refused(
        "403", 403, _error("not allowed from your country"), code=3, says=("not allowed from your country",)
    ),
    _refused("400 behind a byte order mark", 400, "\ufeff" + json.dumps(_error("no")), says=("400: no$",)),
    _refused("501 in the form of a stream", 501, event(_error("no")), says=("501: no$",)),
    _refused("400", 400, _error("temperature is out of range"), says=("temperature is out of range", "400")),
    _refused(
        "400 about the length of the context",
        400,
        _error(
            "This model's maximum context length is 8192 tokens. However, "
            "your messages resulted in 9000 tokens",
            code="context_length_exceeded",
        ),
        says=("context length",),
    ),
    _refused(
        "400 about a parameter of the model",
        400,
        _error("Unsupported parameter: 'temperature' is not supported with this model"),
        says=("Unsupported parameter",),
    ),
    _refused(
        "422", 422, {"detail": [{"loc": ["body", "x"], "msg": "field required"}]}, says=("field required",)
    ),
    _refused("405", 405, _error("Method Not Allowed"), says=("405",)),
    _refused(
        "413",
        413,
        "<html><title>413 Request Entity Too Large</title></html>",
        kind="text/html",
        says=("too large",),
    ),
    _refused("451", 451, _error("for legal reasons"), says=("451",)),
    _refused("501", 501, _error("not implemented"), says=("501",)),
    _refused(
        "404 of every model",
        404,
        _error("The model does not exist"),
        models=ALL_ASKED,
        requests=3,
        says=("404", "no model"),
    ),
    _refused(
        "400 that says there is no such model",
        400,
        _error("qwen is not a valid model ID"),
        models=ALL_ASKED,
        requests=3,
    ),
    _refused("400 model not exist", 400, _error("Model Not Exist"), models=ALL_ASKED, requests=3),
    _refused("400 invalid model", 400, _error("Invalid model: qwen"), models=ALL_ASKED, requests=3),
    Scenario(
        "404 with the nearest ids",
        [
            [response(404, _error("The model `qwen3-32b` does not exist"))],
            [
                response(
                    200, {"data": [{"id": "qwen/Qwen3-32B-Instruct"}, {"id": "unrelated"}, {"id": "zzz"}]}
                )
            ],
        ],
        out="",
        code=4,
        arguments=ALONE,
        says=("qwen/Qwen3-32B-Instruct",),
        requests=1,
    ),
    Scenario(
        "404 first, then whole",
        {"deepseek-v4-flash": [response(404, _error("no such model"))], "": [head(), WHOLE]},
        says=("asking qwen3-32b",),
        requests=2,
        within=4,
    ),
    _refused(
        "an html page with a title",
        502,
        CLOUDFLARE,
        kind="text/html; charset=UTF-8",
        requests=3,
        arguments=ALONE,
        says=("502: Bad gateway",),
        unsaid=("<p>", "DOCTYPE"),
        within=15,
    ),
    Scenario(
        "an html page as a success",
        [[response(200, CLOUDFLARE, kind="text/html")]],
        **NOTHING,
        says=("web page.*Bad gateway",),
        unsaid=("<p>",),
        within=15,
    ),
    _refused(
        "an html page whose title is written with entities",
        400,
        "<html><title> Tom &amp; Ann&#8217;s proxy\n</title>",
        kind="text/html",
        says=("answer: Tom & Ann’s proxy",),
        unsaid=("&amp;",),
    ),
    _refused(
        "an html page whose title holds a control character",
        400,
        "<html><title>&#x202e;&#27;]0;owned</title>",
        kind="text/html",
        says=("]0;owned",),
        unsaid=("\u202e", "\x1b\\]"),
    ),
    _refused(
        "an html page with an empty title",
        400,
        "<html><title> </title>",
        kind="text/html",
        says=("instead of an answer$",),
    ),
    _refused("a body of plain text", 400, "upstream said no", kind="text/plain", says=("upstream said no",)),
    _refused(
        "a body that is a list",
        400,
        [_error("the list said no", status="INVALID_ARGUMENT")],
        says=(": the list said no",),
    ),
    _refused("a body with detail", 400, {"detail": "the detail said no"}, says=("the detail said no",)),
    _refused("a body with error as text", 400, {"error": "the text said no"}, says=("the text said no",)),
    _refused(
        "a body with message",
        400,
        {"message": "the message said no", "code": 7},
        says=("the message said no",),
    ),
    _refused(
        "a body with fault inside fault",
        400,
        {"error": {"message": {"message": "the inside said no"}}},
        says=("the inside said no",),
    ),
    _refused(
        "a body with control characters",
        400,
        _error("\x1b]0;owned\x07\x1b[2Jno\r\nsecond"),
        unsaid=("\x1b\\]", "\x07"),
        says=("no second",),
    ),
    _refused("a body of bidi marks", 400, _error("no\u202eevil"), unsaid=("\u202e",)),
    _refused("a body of a megabyte", 400, _error("no " * 400_000), says=("no no",)),
    _refused("a body of bytes", 400, bytes(range(256)) * 20, kind="application/octet-stream", says=("400",)),
    Scenario(
        "a body that never ends",
        [[head(400, "Content-Length: 99999", kind="text/plain"), b"no", 30.0]],
        **NOTHING,
        requests=1,
        within=9,
    ),
    Scenario(
        "an error body cut by a reset",
        [[head(400, "Content-Length: 999", kind="text/plain"), b"no reason"]],
        **NOTHING,
        requests=1,
        says=("400",),
    ),
    Scenario(
        "an error in a 200",
        [[response(200, _error("the engine broke"))]],
        **NOTHING,
        says=("the engine broke",),
        within=15,
    ),
    Scenario(
        "a refused key in a 200",
        [[response(200, _error("Invalid API key", code=401))]],
        out="",
        code=3,
        requests=1,
    ),
    Scenario(
        "a refused key in a 200, in words",
        [[response(200, _error("nope", code="invalid_api_key"))]],
        out="",
        code=3,
        requests=1,
    ),
    Scenario(
        "no credit in a 200",
        [[head(), event(_error("Insufficient credits", code=402))]],
        **NOTHING,
        says=("out of credit",),
        requests=1,
    ),
    *(
        Scenario(
            f"an error in a line, then done, {how}",
            [[head(), *pieces]],
            **NOTHING,
            says=("overloaded",),
            unsaid=("JSON",),
            arguments=ALONE,
            environment={"ASK_RETRIES": "0"},
        )
        for how, pieces in (
            ("at once", [BARE_ERROR + DONE]),
            ("in two", [BARE_ERROR, 0.3, DONE]),
            ("cut within", [BARE_ERROR[:9], 0.3, BARE_ERROR[9:] + DONE[:4], 0.3, DONE[4:]]),
        )
    ),
    Scenario(
        "a bad request in a 200",
        [[head(), event(_error("prompt is too long", code="400"))]],
        **NOTHING,
        requests=1,
    ),
    Scenario(
        "a missing model in a 200",
        {"deepseek-v4-flash": [head(), event(_error("no", code="model_not_found"))], "": [head(), WHOLE]},
        requests=2,
        within=4,
    ),
    Scenario(
        "a rate limit in a 200",
        [[head(), event(_error("slow down", code=429))], [head(), WHOLE]],
        requests=2,
        within=5,
    ),
    Scenario(
        "an overload in a 200",
        [
            [
                head(),
                event({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}),
            ],
            [head(), WHOLE],
        ],
        requests=2,
        within=5,
    ),
    Scenario("204", [[b"HTTP/1.1 204 No Content\r\n\r\n"]], **NOTHING, within=15),
    Scenario("an empty 200", [[head(200, "Content-Length: 0")]], **NOTHING, within=15),
    Scenario("only done", [[head(), b"data: [DONE]\n\n"]], **NOTHING, says=("empty",), within=15),
    Scenario(
        "only white space",
        [[head(), event({"choices": [{"delta": {"content": "\n \n"}, "finish_reason": "stop"}]})]],
        **NOTHING,
        says=("empty",),
        within=15,
    ),
    Scenario(
        "a 307 to the same origin",
        [[response(307, "", "Location: /v2/chat/completions")], [head(), WHOLE]],
        requests=2,
    ),
    Scenario(
        "a 308 to the same origin",
        [[response(308, "", "Location: /v2/chat/completions")], [head(), WHOLE]],
        requests=2,
    ),
    Scenario(
        "a 301", [[response(301, "", "Location: /v2")]], **NOTHING, requests=1, says=("redirect", "base_url")
    ),
    Scenario(
        "a 302 to a login page",
        [[response(302, "", "Location: https://login.example/")]],
        **NOTHING,
        requests=1,
        says=("redirect.*login.example",),
    ),
    Scenario("a 303", [[response(303, "", "Location: /v2")]], **NOTHING, requests=1, says=("redirect",)),
    Scenario(
        "a 307 to another port",
        [[response(307, "", "Location: http://127.0.0.1:1/v1")]],
        **NOTHING,
        requests=1,
        says=("redirect",),
    ),
    Scenario(
        "a 307 to another host",
        [[response(307, "", "Location: http://localhost:1/v1")]],
        **NOTHING,
        requests=1,
    ),
    Scenario(
        "a 307 to another scheme",
        [[response(307, "", "Location: https://127.0.0.1/v1")]],
        **NOTHING,
        requests=1,
    ),
    Scenario(
        "a 307 with a user in it",
        [[response(307, "", "Location: http://a:b@127.0.0.1/v1")]],
        **NOTHING,
        requests=1,
    ),
    Scenario("a 307 without a location", [[response(307, "")]], **NOTHING, requests=1),
    *(
        Scenario(
            f"a {status} to nonsense",
            [[response(status, "", "Location: http://[::1/")]],
            **NOTHING,
            requests=1,
            says=(rf"redirect \({status}\) that was not followed: it leads to no address",),
        )
        for status in (301, 302, 307, 308)
    ),
    Scenario(
        "a redirect for ever",
        [[response(307, "", "Location: /v1/chat/completions")]],
        **NOTHING,
        requests=4,
        says=("redirect",),
    ),
    Scenario(
        "a location that holds the key",
        [[response(302, "", f"Location: https://x.example/?k={KEY}")]],
        **NOTHING,
        requests=1,
    ),
)
