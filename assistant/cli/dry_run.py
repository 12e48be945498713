"""`--dry-run`: shows exactly what would be sent, and sends nothing."""

from assistant.cli.call import Call
from assistant.cli.effective_settings import masked_headers
from assistant.conversation import Conversation, messages_for
from assistant.errors import KeyMissing
from assistant.gateway.wire import body_of, headers_of, url_of
from assistant.prompt import Prompt
from assistant.routing.lineup import Choices, route
from assistant.safe import json_text, visible_on_one_line
from assistant.turn import Request


def dry_run(call: Call, prompt: Prompt, choices: Choices, earlier: Conversation) -> int:
    """Write the request as it would go out, with --json as one object, key and own headers masked; gives exit code 0."""
    chosen = route(prompt, choices, earlier.last_questions())
    longest = chosen.longest(chosen.first.model)
    request = Request(chosen.first, messages_for(prompt, earlier), longest, chosen.temperature)
    headers = headers_of(request, "")
    try:
        secret = call.keys.take(chosen.first.provider)
        if secret.key:
            headers["Authorization"] = f"Bearer {secret.masked}"
    except KeyMissing:
        headers["Authorization"] = "Bearer (there is no key)"
    headers |= masked_headers(chosen.first.provider)
    url = url_of(chosen.first.provider.base_url)
    body = body_of(request, call.options.delivery)
    if call.options.shape.is_json:
        call.shell.stdout.write(json_text({"url": url, "headers": headers, "body": body}) + "\n")
        return 0
    lines = [f"POST {url}", *(f"{name}: {text}" for name, text in headers.items())]
    call.shell.stdout.write("\n".join((*map(visible_on_one_line, lines), "", json_text(body, indent=2), "")))
    return 0
