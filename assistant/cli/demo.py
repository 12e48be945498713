"""`ask demo`: serves the built-in gateway, for trying other clients."""

import click

from assistant.cli.parameters import Whole
from assistant.errors import UsageError, cause_of
from assistant.shell import Shell


@click.command("demo")
@click.option(
    "--port", type=Whole(0, 65535), default=0, help="The port on 127.0.0.1; a free one if not given."
)
@click.pass_obj
def demo(shell: Shell, *, port: int) -> None:
    """Serve the built-in gateway on 127.0.0.1 until Ctrl-C. It calls no model and needs no key."""
    from assistant.demo.server import DemoServer

    try:
        server = DemoServer(port)
    except OSError as error:
        raise UsageError(
            f"port {port} is not available: {cause_of(error)}", hint="ask demo takes a free one"
        ) from error
    shell.stdout.write(f"{server.base_url}\n")
    shell.stdout.flush()
    server.serve()
