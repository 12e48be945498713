"""The input line: prompt-toolkit's session with our keys, history, completion and toolbar."""

import asyncio
from contextlib import suppress
from functools import cache

from prompt_toolkit import PromptSession, utils
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import Completer, DynamicCompleter
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.filters import Always, Condition, is_searching, vi_navigation_mode
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout import Dimension
from prompt_toolkit.styles import Style

from assistant.render.capabilities import shrinking_of
from assistant.repl.context import SessionContext
from assistant.repl.control_characters import PartJoinedEmoji, ShowControlCharacters
from assistant.repl.excerpt import Excerpt
from assistant.repl.history import SharedHistory, SuggestFromHistory
from assistant.repl.keys import clear, finds_nothing, keys
from assistant.repl.lazy_session import LazySession
from assistant.repl.listening import ListeningInput
from assistant.repl.live_forecast import LiveForecast
from assistant.repl.menu import wants_menu
from assistant.repl.reading import read
from assistant.repl.redrawing import follow_wraps
from assistant.repl.toolbar import BREAKING, CHOOSING, FINDING, MISSING, NAVIGATING, SENDING
from assistant.shell import Keys

SIGN, CONTINUED = "› ", "· "
MENU = 8  # rows kept free for a menu
PAUSE = 0.12  # seconds without a key after which the toolbar's forecast is made anew
ESCAPED = 0.1  # seconds after which an Escape is vi's, and no longer the beginning of another key
UNDONE = 200  # how many states of a long text can be undone
LONG = 10_000  # characters

# No colour is set, so that all can be read on every theme: bright black is the background of some.
STYLE = Style.from_dict(
    {
        "sign": "bold",
        "continued": "dim",
        "bottom-toolbar": "noreverse",  # a colour would draw blanks up to the edge, which a narrower terminal wraps
        "keys": "dim",
        "auto-suggestion": "dim",
        "completion-menu": "noreverse bg:default default",
        "completion-menu.completion": "bg:default default",
        "completion-menu.completion.current": "reverse",
        "completion-menu.meta.completion": "bg:default default dim",
        "completion-menu.meta.completion.current": "bg:default default nodim",
        "scrollbar.background": "bg:default",
        "scrollbar.button": "reverse",
    }
)


class InputLine:
    """Reads one entry after another from the terminal."""

    def __init__(self, context: SessionContext, lazy: LazySession) -> None:
        remember_few_widths()
        self._lazy = lazy
        self._dumb = context.dumb
        self._forecast = LiveForecast(lazy)
        self._timer: asyncio.TimerHandle | None = None
        self._history = SharedHistory(context.history, context.kept, context.notes.say)
        self._prompt: PromptSession[str] = PromptSession(
            [("class:sign", SIGN)],
            multiline=True,
            prompt_continuation=[("class:continued", CONTINUED)],
            editing_mode=EditingMode.VI if context.keys is Keys.VI else EditingMode.EMACS,
            history=self._history,
            auto_suggest=SuggestFromHistory(),
            completer=DynamicCompleter(cache(lambda: _completer(lazy))),
            complete_in_thread=True,
            complete_while_typing=Condition(self._menu_wanted),
            input_processors=[Excerpt(), ShowControlCharacters(), PartJoinedEmoji()],
            key_bindings=keys(lazy.lines_break, self._goes_on),
            bottom_toolbar=self._toolbar,
            style=STYLE,
            enable_suspend=True,
            mouse_support=False,
        )
        follow_wraps(self._prompt.app, shrinking_of(context.environment))
        self._prompt.default_buffer.on_text_changed += self._changed
        if context.keys is Keys.VI:
            self._prompt.app.ttimeoutlen = ESCAPED
        window = self._prompt.app.layout.current_window
        window.height = self._height
        window.dont_extend_height = Always()

    def read(self, draft: str) -> str:
        """Read an entry, beginning with `draft`. Raises EOFError for Ctrl-D on an empty line, and Interrupted."""
        self._forecast.update(draft)
        self._prompt.app.erase_when_done = False
        try:
            return read(self._prompt, self._clear, draft)
        finally:
            self._forget_timer()

    def remember(self) -> None:
        """Write what was read to the history: not before it was looked through for secrets."""
        self._history.write()

    def _clear(self) -> None:
        clear(self._prompt.app)
        self._prompt.app.invalidate()

    def _toolbar(self) -> StyleAndTextTuples | None:
        if self._dumb:
            return None
        size = self._prompt.output.get_size()
        lines = self._forecast.toolbar(size.columns, size.rows, self._keys())
        if not lines:
            return None
        figures, beneath = lines
        return [("", figures + "\n"), ("class:keys", beneath)]

    def _keys(self) -> tuple[str, ...]:
        """Give what the keys do by now."""
        if is_searching():
            return MISSING if finds_nothing() else FINDING
        if self._prompt.default_buffer.complete_state is not None:
            return CHOOSING
        if vi_navigation_mode():
            return NAVIGATING
        return BREAKING if self._lazy.lines_break() else SENDING

    def _changed(self, buffer: Buffer) -> None:
        """Have the forecast made again when no key was pressed for a while."""
        self._forget_timer()
        if len(buffer.text) > LONG:
            del buffer._undo_stack[:-UNDONE]  # noqa: SLF001 - each state is a copy of the text, and none is ever dropped
        loop = asyncio.get_running_loop() if self._prompt.app.is_running else None
        if loop is not None:
            self._timer = loop.call_later(PAUSE, self._rested)

    def _rested(self) -> None:
        app, text = self._prompt.app, self._prompt.default_buffer.text
        if not app.is_running:  # the line was sent, and its loop is only waiting for a thread to end
            return

        async def update() -> None:
            if await asyncio.get_running_loop().run_in_executor(None, self._forecast.update, text):
                app.invalidate()

        app.create_background_task(update())

    def _forget_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _goes_on(self) -> bool:
        """Tell whether more came with a key, as of a paste, on a terminal that does not mark one."""
        keys = self._prompt.input
        return self._dumb and isinstance(keys, ListeningInput) and keys.goes_on

    def _menu_wanted(self) -> bool:
        return wants_menu(self._prompt.default_buffer.document.text_before_cursor)

    def _height(self) -> Dimension:
        """Give the rows of the input: room for a menu where one opens, two thirds of the screen at most."""
        if self._prompt.app.is_done:
            return Dimension()
        rows = max(self._prompt.output.get_size().rows, 3)
        buffer = self._prompt.default_buffer
        menu = MENU if buffer.complete_state is not None else 1
        return Dimension(min=min(menu, rows // 2), max=max(rows * 2 // 3, 1))


def remember_few_widths() -> None:
    """Have prompt-toolkit remember the widths of 16 strings: each state of a line being typed would stay for good."""
    with suppress(AttributeError):  # where it remembers them in another way
        utils._CHAR_SIZES_CACHE.LONG_STRING_MIN_LEN = 1  # noqa: SLF001


def _completer(lazy: LazySession) -> Completer:
    from assistant.repl.completion import EntryCompleter, names_for  # noqa: PLC0415 - behind the first prompt

    return EntryCompleter(names_for(lazy.session()))
