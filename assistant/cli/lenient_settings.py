"""The settings of commands that only show what is here: a configuration that is to be mended does not stop them."""

from collections.abc import Callable
from dataclasses import replace

from assistant import showing, wiring
from assistant.errors import ConfigError
from assistant.shell import Display, Shell, wanted_colour
from assistant.store.settings import Settings, settings_of


def lenient_settings(
    shell: Shell,
    say: Callable[[str], None] | None = None,
    *,
    read: Callable[[Shell], Settings] = wiring.settings,
) -> Settings:
    """Read the settings; where they cannot be read, give those without any and `say` so, on stderr if not told how."""
    try:
        return read(shell)
    except ConfigError as error:
        display = Display(wanted_colour(shell.environment))
        say = say or showing.notes(shell, display).say
        say(f"the configuration does not count here: {error.message}")
        return replace(settings_of("", wiring.paths(shell).config, {}), display=display)
