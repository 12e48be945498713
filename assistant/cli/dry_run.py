"""`--dry-run`: shows exactly what would be sent, and sends nothing."""

from collections.abc import Iterator

from assistant import wiring
from assistant.cli.call import Call
from assistant.cli.effective_settings import masked_headers
from assistant.conversation import Conversation
from assistant.errors import KeyMissing
from assistant.gateway.wire import body_of, headers_of, url_of
from assistant.prompt import Prompt
from assistant.render.footer import NextSteps
from assistant.render.status_lines import StatusLines
from assistant.reply import GatewayEvent, Idle
from assistant.routing.lineup import Choices
from assistant.safe import json_text, visible_on_one_line
from assistant.shell import Shell
from assistant.turn import Budget, PassedOver, Request, Routed, take_turn


class _Unsent:
    """A gateway that keeps the request that would be sent."""

    def __init__(self, shell: Shell) -> None:
        self.requests: list[Request] = []
        self._shell = shell

    def ask(self, request: Request) -> Iterator[GatewayEvent]:
        """Take `request` for sent. Raises PassedOver for a model that others would be asked before."""
        if request.fallbacks and wiring.is_passed_over(self._shell, request.candidate):
            raise PassedOver(request.candidate)
        self.requests.append(request)
        yield Idle()


def dry_run(call: Call, prompt: Prompt, choices: Choices, earlier: Conversation, budget: Budget) -> int:
    """Write the request as it would go out, with --json as one object, key and own headers masked; gives exit code 0.

    What is said of it before it would leave is said. Raises AskError where it would not leave, but for want of a key.
    """
    unsent, status = _Unsent(call.shell), StatusLines(call.notes, prompt, NextSteps())
    for event in take_turn(prompt, earlier, choices, unsent, budget, call.settings.bounds):
        if not isinstance(event, Routed):
            status.show(event)
    (request,) = unsent.requests
    provider = request.candidate.provider
    headers = headers_of(request, "")
    try:
        secret = call.keys.take(provider)
        if secret.key:
            headers["Authorization"] = f"Bearer {secret.masked}"
    except KeyMissing:
        headers["Authorization"] = "Bearer (there is no key)"
    headers |= masked_headers(provider)
    url = url_of(provider.base_url)
    body = body_of(request, call.options.delivery)
    if call.options.shape.is_json:
        call.shell.stdout.write(json_text({"url": url, "headers": headers, "body": body}) + "\n")
        return 0
    lines = [f"POST {url}", *(f"{name}: {text}" for name, text in headers.items())]
    call.shell.stdout.write("\n".join((*map(visible_on_one_line, lines), "", json_text(body, indent=2), "")))
    return 0
