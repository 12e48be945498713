"""`ask key`: store, check and delete a provider's key."""

from contextlib import suppress

import click

from assistant import wiring
from assistant.catalog import Provider
from assistant.cli.asking import ask_hidden
from assistant.cli.group import Group
from assistant.errors import AskError, KeyMissing, UsageError
from assistant.render.notes import is_terminal
from assistant.safe import visible_lines
from assistant.secret import is_key
from assistant.shell import Shell
from assistant.spelling import suggestion
from assistant.store.key_file import drop_from_file, keep_in_file
from assistant.store.keys import refuse_unused
from assistant.store.origin import origin_of

_MOST_TYPED = 10_000  # bytes

provider_option = click.option(
    "--provider", "name", metavar="NAME", help="Whose key; the default provider's if not given."
)


@click.group("key", cls=Group, default="status")
def key() -> None:
    """Store, check or delete the key of a provider. A key is never taken from the command line."""


@key.command("set", context_settings={"allow_extra_args": True})
@provider_option
@click.option(
    "--file", "in_file", is_flag=True, help="Keep it in a file that only you can read, not in the keyring."
)
@click.pass_obj
def set_key(shell: Shell, *, name: str | None, in_file: bool) -> None:
    """Store a key: typed hidden, or read from stdin."""
    if click.get_current_context().args:
        command = f"ask key set --provider {name or 'NAME'}"
        raise UsageError(
            "a key is not taken from the command line, where others can see it and the shell keeps it",
            hint=f"it is asked for: {command} · or through a pipe: pass show key | {command}",
        )
    provider = _provider(shell, name)
    refuse_unused(provider)
    text = _typed_key(shell, provider)
    if not is_key(text) or len(text) > _MOST_TYPED:
        raise UsageError(
            "that is not a key: it is empty, too long, of several lines, in quotes, or has characters that no key has",
            hint=f"nothing was stored · the key alone: pass show key | head -n 1 | {provider.key_set}",
        )
    origin = origin_of(provider.base_url)
    if in_file:
        file = wiring.paths(shell).key
        keep_in_file(file, origin, text)
        place = str(file)
    else:
        from assistant.store.keyring import keep_key

        try:
            place = keep_key(origin, text)
        except KeyMissing as error:
            raise KeyMissing(error.message, hint=f"{error.hint}, or: {provider.key_set} --file") from error
    shell.stdout.write(visible_lines(f"the key for {origin} is in {place}"))
    with suppress(AskError):  # a question tells of it
        used = wiring.secret(provider, shell)
        if used.key != text:
            shell.stdout.write(visible_lines(f"another one is used before it, from {used.origin}"))


@key.command("status")
@provider_option
@click.pass_obj
def status(shell: Shell, *, name: str | None) -> None:
    """Say where the key is found; never what it is."""
    provider = _provider(shell, name)
    secret = wiring.secret(provider, shell)
    found = f"a key that ends in {secret.masked}, from {secret.origin}"
    if not secret.key:
        found = f"a key from {secret.origin}" if secret.origin else "no key, and none is needed"
    shell.stdout.write(visible_lines(f"{provider.name}: {found}"))


@key.command("delete")
@provider_option
@click.pass_obj
def delete(shell: Shell, *, name: str | None) -> int:
    """Delete the stored key, from the keyring and the file."""
    from assistant.store.keyring import drop_key

    provider = _provider(shell, name)
    origin = origin_of(provider.base_url)
    dropped = drop_from_file(wiring.paths(shell).key, origin)
    try:
        dropped = drop_key(origin) or dropped
    except KeyMissing as error:
        done = "the key file's key is deleted; " if dropped else ""
        raise KeyMissing(f"{done}{error.message}", hint=error.hint) from error
    shell.stdout.write(visible_lines(f"{'deleted' if dropped else 'there was no'} stored key for {origin}"))
    return 0 if dropped else 3


def _provider(shell: Shell, name: str | None) -> Provider:
    settings = wiring.settings(shell)
    wanted = name or settings.default_provider
    if wanted not in settings.providers:
        known = ", ".join(settings.providers)
        raise UsageError(
            f'there is no provider "{wanted}"{suggestion(wanted, settings.providers)}',
            hint=f"providers: {known}",
        )
    return settings.providers[wanted]


def _typed_key(shell: Shell, provider: Provider) -> str:
    if shell.stdin is None:
        raise UsageError("there is no stdin to read the key from")
    if not is_terminal(shell.stdin):
        return shell.stdin.buffer.read(_MOST_TYPED + 1).decode("utf-8", errors="replace").strip()
    return ask_hidden(f"key for {provider.name} (not shown): ")
