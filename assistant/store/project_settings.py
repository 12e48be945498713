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
    source = project.trusted.get(SETTINGS)
    if source is None:
        notices = filter(None, (settings.notice, project.notice(SETTINGS)))
        return replace(settings, notice="; ".join(notices))
    file = project.folder / SETTINGS
    root = root_of(source, file, hint=f"change {file}, then: ask trust")
    root.only(*SECTIONS)
    tiers = root.table("tiers")
    tiers.only(*(tier.label for tier in Tier))
    return replace(
        settings,
        system=root.text("system") if "system" in root.values else settings.system,
        rules=_joined(rules_from(root), settings.rules),
        lineups=lineups_from(tiers, settings, environment),
        guarding=replace(settings.guarding, mode=_stricter(root.table("guard"), settings.guarding.mode)),
    )


def _joined(project: Rules, user: Rules) -> Rules:
    """Give the rules of both: the user's routes come first, and what the user never uses stays unused."""
    never = project.never | user.never
    return Rules(
        user.routes + project.routes,
        user.never if never >= frozenset(Tier) else never,
        user.default if user.default is not None else project.default,
    )


def _stricter(table: Table, mode: GuardMode) -> GuardMode:
    table.only("mode")
    return max(mode, table.member("mode", mode), key=_STRICTNESS.index)
