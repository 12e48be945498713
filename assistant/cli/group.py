"""A command that has commands of its own, and does the commonest where none is named."""

import click


class Group(click.Group):
    """A group whose command `default` is run where no command is named: `ask log`, `ask log -n 5`."""

    def __init__(self, *arguments: object, default: str, **more: object) -> None:
        super().__init__(*arguments, **more)  # type: ignore[arg-type]
        self.default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default before options that belong to it."""
        named = args and (not args[0].startswith("-") or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else [self.default, *args])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as click calls it
        """Say what happens where no command is named."""
        formatter.write_paragraph()
        formatter.write_text(f"Without a command: {self.default}.")
