"""A Markdown text that grows: text goes in, rows that are final and a provisional tail come out. Knows no terminal."""

from assistant.render.code_block import Code
from assistant.render.highlight import Guessing, colouring_for
from assistant.render.language import language_of, names_none
from assistant.render.layout import Layout, Viewport
from assistant.render.leaves import Html, Leaf, TableLeaf
from assistant.render.lines import Container, Kind, Line, Open, ends_block
from assistant.render.paragraph import Paragraph, heading_rows
from assistant.render.rows import Row, Span
from assistant.render.unfinished import UnfinishedLine
from assistant.render.veil import unveiled


class Document:
    """Markdown text in, rows out. Feed it sanitised text without carriage returns, secrets in it veiled."""

    def __init__(self, viewport: Viewport) -> None:
        self._viewport = viewport
        self._layout = Layout(viewport)
        self._leaf: Leaf | None = None
        self._line = UnfinishedLine()
        self._streams = False  # the line goes straight into the open paragraph

    def feed(self, text: str) -> None:
        """Take more text."""
        *whole, last = text.split("\n")
        for piece in whole:
            self._piece(piece)
            self._end_line()
        if last:
            self._piece(last)

    def pass_over(self, text: str) -> None:
        """Take text that was shown before: only what of it can still change is given again."""
        self.feed(text)
        if isinstance(self._leaf, Code):
            self._leaf.settle(0)
            self._layout.add_code(self._leaf.take())
        self.take()

    def take(self) -> list[Row]:
        """Give the rows that can no longer change, once."""
        if self._leaf and not isinstance(self._leaf, Code):
            self._layout.add(self._leaf.take())
        return self._layout.take()

    def tail(self, limit: int) -> list[Row]:
        """Give the rows of what is not final yet; about the last `limit` are enough."""
        return self._layout.with_blank(self._leaf_tail(limit) + self._line_tail())

    def end(self) -> None:
        """The text is whole: what was open is closed."""
        if self._line or self._streams:
            self._end_line()
        self._close(0)

    def resize(self, columns: int, height: int) -> None:
        """Go on in another size; rows already given stay as they are."""
        self._viewport.columns, self._viewport.height = columns, height
        if self._leaf:
            self._leaf.resize(*self._layout.widths())
        if isinstance(self._leaf, Code):
            self._settle(self._leaf)

    def _piece(self, piece: str) -> None:
        if self._streams and isinstance(self._leaf, Paragraph):
            self._leaf.add(piece)
            return
        flowing = self._line.add(piece, self._open())
        if flowing:
            self._apply(*flowing)
            self._streams = True

    def _end_line(self) -> None:
        if self._streams:
            self._streams = False
            if isinstance(self._leaf, Paragraph):
                self._leaf.end_line()
            return
        line = self._line.end(self._open())
        if line:
            self._apply(line, "")
            if isinstance(self._leaf, Paragraph) and line.kind in (Kind.PARAGRAPH, Kind.LAZY):
                self._leaf.end_line()

    def _open(self) -> Open:
        leaf = self._leaf
        if leaf is None:
            return Open(self._layout.containers, None)
        if isinstance(leaf, Paragraph):
            return Open(self._layout.containers, Kind.PARAGRAPH, header_cells=leaf.header_cells)
        return Open(
            self._layout.containers, leaf.kind, html_end=leaf.closer if isinstance(leaf, Html) else ""
        )

    def _apply(self, line: Line, rest: str) -> None:
        """Do what a line says."""
        content = line.content + rest
        if line.kind is Kind.LAZY and isinstance(self._leaf, Paragraph):
            self._leaf.add(content)
            return
        self._nest(line)
        match line.kind:
            case Kind.BLANK:
                self._blank_line()
            case Kind.PARAGRAPH | Kind.LAZY:
                self._paragraph().add(content)
            case Kind.PIPES:
                self._paragraph().add_candidate(content)
            case Kind.UNDERLINE:
                self._underline(content)
            case Kind.DELIMITER:
                self._table(content)
            case Kind.CODE | Kind.INDENTED | Kind.HTML | Kind.ROW | Kind.FENCE | Kind.MATH:
                self._block_line(line, content)
            case Kind.HEADING:
                self._close_leaf()
                self._layout.add(heading_rows(content, self._viewport.palette, *self._layout.widths()))
            case Kind.RULE:
                self._close_leaf()
                self._layout.add_rule()

    def _nest(self, line: Line) -> None:
        """Close the containers that a line leaves, and open those that it begins."""
        if line.matched < len(self._layout.containers):
            self._close(line.matched, line.new[0] if line.new else None)
        if line.new:
            self._close_leaf()
        self._layout.containers += line.new
        if line.kind is not Kind.BLANK:
            for container in self._layout.containers:
                container.empty = False

    def _block_line(self, line: Line, content: str) -> None:
        """A line of a block that takes lines whole, or its first."""
        leaf, kind = self._leaf, line.kind
        if (
            isinstance(leaf, Code)
            and kind in (Kind.CODE, Kind.INDENTED)
            and (kind is Kind.CODE or leaf.kind is kind)
        ):
            if leaf.closes(content):
                if leaf.kind is Kind.MATH and content.strip():
                    leaf.add_line(content)
                self._close_leaf()
                if not content.strip():
                    self._blank_line()
            else:
                self._code_line(leaf, content)
            return
        if isinstance(leaf, TableLeaf) and kind is Kind.ROW:
            leaf.add_line(content)
            return
        if not (isinstance(leaf, Html) and kind is Kind.HTML):
            self._close_leaf()
            leaf = self._new_block(line, content)
        if isinstance(leaf, Html):
            leaf.add_line(content)
            self._layout.add(leaf.take())
            if ends_block(content, leaf.kind, leaf.closer):
                self._close_leaf()
        elif isinstance(leaf, Code) and kind is Kind.INDENTED:
            self._code_line(leaf, content)

    def _code_line(self, leaf: Code, line: str) -> None:
        leaf.add_line(line)
        self._settle(leaf)

    def _settle(self, leaf: Code) -> None:
        leaf.settle(max(self._viewport.tail_rows - 2, 0))  # beside a blank row and the unfinished line
        self._layout.add_code(leaf.take())

    def _new_block(self, line: Line, content: str) -> Html | Code:
        palette, tab, edge = self._viewport.palette, self._viewport.tab, self._layout.widths()[1]
        leaf: Html | Code
        if line.kind is Kind.HTML:
            leaf = Html(palette, *self._layout.widths(), end=line.detail)
        elif line.kind is Kind.FENCE:
            info = content[len(line.detail) :]
            colouring = Guessing(palette) if names_none(info) else colouring_for(language_of(info), palette)
            leaf = Code(Kind.FENCE, colouring, tab, edge, end=line.detail, indent=line.inset)
            self._layout.add_bare_marks()
        elif line.kind is Kind.MATH:
            leaf = Code(Kind.MATH, colouring_for("", palette), tab, edge, end=line.detail)
            self._code_line(leaf, content)
        else:
            leaf = Code(Kind.INDENTED, Guessing(palette), tab, edge)
            self._layout.add_bare_marks()
        self._leaf = leaf
        return leaf

    def _paragraph(self) -> Paragraph:
        if not isinstance(self._leaf, Paragraph):
            self._close_leaf()
            self._leaf = Paragraph(self._viewport.palette, *self._layout.widths())
        return self._leaf

    def _underline(self, content: str) -> None:
        leaf = self._leaf
        if isinstance(leaf, Paragraph) and leaf.short:
            self._layout.add(leaf.end_as_heading(1 if content[0] == "=" else 2))
            self._leaf = None
        else:
            self._close_leaf()
            self._layout.add_rule()

    def _table(self, delimiter: str) -> None:
        leaf = self._leaf
        if not isinstance(leaf, Paragraph):
            return
        header = leaf.header
        leaf.drop_header()
        self._close_leaf()
        self._leaf = TableLeaf(self._viewport.palette, self._layout.widths()[1] - 1, header, delimiter)

    def _blank_line(self) -> None:
        if isinstance(self._leaf, Code) and self._leaf.kind is Kind.INDENTED:
            self._leaf.blanks += 1
            return
        self._close_leaf()
        self._layout.add_blank_later()

    def _close(self, depth: int, sibling: Container | None = None) -> None:
        """Close the containers from `depth` on; a `sibling` that follows the closed item counts on from it."""
        self._close_leaf()
        self._layout.add_bare_marks()
        if sibling and sibling.sign in ".)" and self._layout.containers[depth].sign == sibling.sign:
            sibling.number = self._layout.containers[depth].number + 1
        del self._layout.containers[depth:]

    def _close_leaf(self) -> None:
        leaf, self._leaf = self._leaf, None
        if isinstance(leaf, Code):
            self._layout.add_code(leaf.end())
            if leaf.kind is Kind.INDENTED and leaf.blanks:
                self._layout.add_blank_later()
        elif leaf:
            self._layout.add(leaf.end())

    def _leaf_tail(self, limit: int) -> list[Row]:
        """Give what the open block shows, with the unfinished line if that belongs to it."""
        leaf = self._leaf
        if leaf is None:
            return []
        rows = leaf.tail(self._more(), limit)
        return rows if isinstance(leaf, Code) else self._layout.marked(rows, self._layout.containers)

    def _more(self) -> str:
        """Give the unfinished line's text if it goes on with the open block."""
        line = self._line.look(self._open())
        if (
            line
            and line.matched == len(self._layout.containers)
            and not line.new
            and self._goes_on(line.kind)
        ):
            return line.content
        return ""

    def _goes_on(self, kind: Kind) -> bool:
        match self._leaf:
            case Paragraph():
                return kind is Kind.PIPES
            case Code() as code:
                return kind is Kind.CODE or kind is code.kind is Kind.INDENTED
            case Html():
                return kind is Kind.HTML
            case TableLeaf():
                return kind is Kind.ROW
        return False

    def _line_tail(self) -> list[Row]:
        """Give what the unfinished line shows if it begins something new."""
        line = self._line.look(self._open())
        if line is None or self._more():
            return []
        containers = self._layout.containers[: line.matched] + line.new
        palette, (columns, edge) = self._viewport.palette, self._layout.widths()
        content = line.content
        match line.kind:
            case Kind.HEADING:
                return self._layout.marked(heading_rows(content, palette, columns, edge), containers)
            case Kind.PIPES:
                return self._layout.marked(Paragraph(palette, columns, edge).tail(content, 0), containers)
            case Kind.HTML:
                rows = Html(palette, columns, edge, end="").tail(content, 0)
                return self._layout.marked(rows, containers)
            case Kind.INDENTED:
                shown = unveiled(content).expandtabs(self._viewport.tab)
                return [(Span(line),) for line in shown.split("\n")] if content.strip() else []
        return []
