"""What a project's settings may change of the user's: how questions are put, never where they or a key may go."""

from collections.abc import Mapping
from dataclasses import replace

from assistant.catalog import Tier
from assistant.redaction import GuardMode
from assistant.routing.rules import Rules
from assistant.store.reading import Table
from assistant.store.settings import Settings, lineups_from, root_of, rules_from
from assistant.store.trust import SETTINGS, Project

# No providers, so no address and no key; no prices, so no cap is got round; nothing of what is kept or shown.
SECTIONS = ("system", "never", "default", "routes", "tiers", "guard")
_STRICTNESS = (GuardMode.OFF, GuardMode.REDACT, GuardMode.ASK, GuardMode.BLOCK)


def with_project(settings: Settings, project: Project, environment: Mapping[str, str]) -> Settings:
    """Give the settings with those of a trusted project over them, and a notice where it has some that are not.

    Raises ConfigError for what a project may not set.
    """
    notices = (settings.notice, project.link_notice(SETTINGS), project.notice(SETTINGS))
    noticed = replace(settings, notice="; ".join(filter(None, notices)))
    if SETTINGS not in project.trusted:
        return noticed
    root = _root(project)
    root.only(*SECTIONS)
    tiers = root.table("tiers")
    tiers.only(*(tier.label for tier in Tier))
    return replace(
        noticed,
        system=root.text("system") if "system" in root.values else settings.system,
        rules=_joined(rules_from(root), settings.rules),
        lineups=lineups_from(tiers, settings, environment),
        guarding=replace(
            settings.guarding,
            mode=max(settings.guarding.mode, _mode(root, settings.guarding.mode), key=_STRICTNESS.index),
        ),
    )


def looser_guard(settings: Settings, project: Project) -> str:
    """Say that a trusted project's guard counts for nothing beside the user's, "" where it counts.

    Raises ConfigError as `with_project` does.
    """
    own = settings.guarding.mode
    mode = _mode(_root(project), own)
    if _STRICTNESS.index(mode) >= _STRICTNESS.index(own):
        return ""
    return f'its guard counts for nothing: yours ("{own.value}") is stricter than "{mode.value}"'


def _root(project: Project) -> Table:
    file = project.folder / SETTINGS
    return root_of(project.trusted.get(SETTINGS, ""), file, hint=f"change {file}, then: ask trust")


def _joined(project: Rules, user: Rules) -> Rules:
    """Give the rules of both: the user's routes come first, and what the user never uses stays unused."""
    never = project.never | user.never
    return Rules(
        user.routes + project.routes,
        user.never if never >= frozenset(Tier) else never,
        user.default if user.default is not None else project.default,
    )


def _mode(root: Table, default: GuardMode) -> GuardMode:
    table = root.table("guard")
    table.only("mode")
    return table.member("mode", default)
