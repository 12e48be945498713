# ruff: noqa: E501 - tables read best with a row on a line
"""The signs of each language, and the points each sign is worth."""

# A language that another one holds: where the wider one has signs of its own, all of them are its.
WIDER = {"javascript": "typescript", "c": "cpp", "css": "scss"}

# Languages, what one of must stand in the text, and the signs with their points; each sign counts once.
SIGNS: dict[str, tuple[tuple[str, ...], tuple[tuple[int, str], ...]]] = {
    "python": (("def ", "import ", "class ", "print(", "for ", "except", "self."), (
        (4, r"^[ \t]*(?:async )?def \w+\(.*\)(?: -> .+)?:\s*(?:#.*)?$"), (3, r"^from [\w.]+ import [\w*(]"),
        (3, r"^class \w+(?:\([\w., =]*\))?:\s*$"), (1, r"^[ \t]*import [\w.]+(?: as \w+)?(?:, [\w.]+)*$"), (2, r"^[ \t]+raise \w+(?:\(.*)?$"), (2, r"^import [a-z_][\w.]* as \w+$"), (1, r"^[ \t]*print\("),
        (4, r"^if __name__ == "), (2, r"^[ \t]*(?:elif .+|except(?: [\w.() ,]+)?(?: as \w+)?|try|finally|else):\s*$"),
        (2, r"^[ \t]*(?:for .+ in .+|while .+|with .+ as \w+|if .+):\s*$"), (1, r"\bself\.\w+|\bNone\b|\bTrue\b"),
        (2, r"^[ \t]*@\w[\w.]*(?:\(.*\))?\n\s*(?:async )?(?:def|class) "),
    )),
    "javascript": (("const ", "let ", "var ", "function", "=>", "require(", "className=", "constructor("), (
        (3, r"^[ \t]*(?:const|let|var) (?:\w+|[{\[][^=\n]*[}\]]) = (?:await |require\(|async |\(|new |document\.|\[|\{)"),
        (3, r"^(?:export )?(?:default )?(?:async )?function\*? ?\w* ?\([\w\s,={}.\[\]]*\) \{"), (2, r"\) => [\w{(\[]|\b\w+ => "),
        (3, r"^import (?:\w+|\{.*\}|\* as \w+)(?:, \{.*\})? from ['\"]"), (3, r"\bconsole\.(?:log|error|warn)\("),
        (3, r"\bmodule\.exports\b|\brequire\(['\"]"), (1, r"^module\.exports = "), (2, r"\btypeof \w+ [=!]==? ['\"]|\bthrow new (?:Type|Range)?Error\("), (2, r" [=!]== "), (2, r"\bdocument\.|\bawait fetch\("),
        (1, r"^[ \t]*(?:const|let) \w+ = "), (2, r"^export (?:const|default|class|\{)"), (3, r"^[ \t]+constructor\([\w, {}=]*\) \{"), (1, r"\bthis\.\w+ = "), (3, r"\$\((?:document|['\"][.#\w])"), (2, r"\bfunction ?\((?:\w+(?:, \w+)*)?\) \{"),
        (3, r"\bclassName=[\"{]|\bon[A-Z]\w+=\{"), (2, r"^[ \t]*return \($\s*<\w|^[ \t]*(?:return )?<[A-Z]\w*\.?\w*(?: \w+=[\"{]|>|$)"),
        (-5, r"^[ \t]*(?:public|private|protected|internal) (?:(?:async|static|override|virtual|final|abstract) )*+[\w<>\[\],?]+ \w+\("),
    )),
    "typescript": ((": ", "interface ", "type ", " as "), (
        (2, r"^[ \t]*(?:export )?(?:interface|type) \w+(?:<.*>)?(?: extends \w.*)? (?:= |\{\s*$)"),
        (3, r"[(,]\s*(?:(?:private|public|readonly|protected) )*\w+\??: (?:string|number|boolean|unknown|any|void|\w+\[\]|Array<|Promise<|Map<|Record<)"),
        (3, r"\): (?:Promise<.*>|string|number|boolean|void|\w+\[\]|[A-Z]\w*(?:<.*>)?) (?:=> |\{)"),
        (2, r"^import type \{|\bas const\b|\bas unknown as\b"), (3, r"^[ \t]+(?:readonly )?\w+\??: (?:string|number|boolean)(?:\[\])?(?: \| \w+)*;$"),
        (2, r"^[ \t]*(?:const|let) \w+: [\w<>\[\], |]+ = "), (2, r"^(?:export )?(?:declare|abstract class|enum) \w+"),
    )),
    "go": (("func ", "package ", ":= ", "<-"), (
        (4, r"^package \w+$"), (4, r"^func (?:\(\w+ \*?\w+(?:\[\w+\])?\) )?\w+(?:\[.*\])?\(.*\)(?: [\w*\[\]().,{} ]+)? ?\{"), (2, r"^[ \t]*\w[\w, ]* := "),
        (4, r"^[ \t]*if (?:.*; )?err != nil \{"), (3, r"^type \w+ (?:struct|interface) \{"), (2, r"^import (?:\(|\"\w)"),
        (1, r"\bfmt\.\w+\("), (3, r":= <-\w|\bcase <-\w|\bmake\(chan |\bchan \w"), (2, r"\berrors\.New\(|\blog\.(?:Print|Fatal)\w*\("), (2, r"^[ \t]*(?:defer|go) \w+.*\("),
    )),
    "rust": (("fn ", "let ", "impl", "use ", "enum ", "match "), (
        (4, r"^[ \t]*(?:pub(?:\(\w+\))? )?(?:async )?fn \w+(?:<.*>)?\(.*\)(?: -> .+)? (?:\{|where)"), (3, r"\blet mut \w+"), (2, r"\blet \w+: &?(?:[iuf](?:8|16|32|64|size)|String|str|Vec<)"), (2, r"\(\|&?\w+(?:, \w+)*\| "), (3, r"^[ \t]*use (?:std|crate|super|\w+)::[\w:{*]"),
        (3, r"^impl(?:<.*>)? [\w:<>']+(?: for [\w:<>']+)? \{"), (3, r"^#!?\[(?:derive|cfg|test|allow|tokio)"), (2, r"\b(?:println|vec|format|panic|assert_eq|matches)!\W"),
        (2, r"^(?:pub )?(?:struct|enum|trait|mod) \w+(?:<.*>)? \{"), (2, r"&mut \w|&'\w+ |\bOption<|\.unwrap\(\)|=> .*,$"),
        (3, r"\bmatch [^\n({]+(?:\(.*\))? \{$"), (3, r"^[ \t]*(?:Some|Ok|Err)\(.*\) => |^[ \t]*None => "), (2, r"\.(?:iter|collect|clone|as_ref|to_string)(?:::<.*>)?\(\)|\bErr\(|\bOk\("),
    )),
    "java": (("class ", "import java", "public "), (
        (4, r"^import (?:static )?(?:java|javax|org|com|jakarta)\.[\w.*]+;$"), (3, r"^package [\w.]+;$"), (4, r"\bpublic static void main\(String"), (3, r"\bSystem\.(?:out|err)\.print"),
        (2, r"^(?:public |final |abstract )*(?:class|interface|enum|record) \w+.*\{"), (2, r"^[ \t]*@(?:Override|Test|Autowired|Service|Deprecated)\b"),
        (2, r"^[ \t]+(?:public|private|protected) (?:static |final )*+(?!function)[\w<>\[\], ]+ \w+\(.*\)(?: throws [\w, ]+)? \{"), (2, r"\bthrows \w+Exception|\bString\[\]|\bfinal (?:int|String|List)|\bboolean \w+"),
    )),
    "csharp": (("using ", "namespace ", "public ", "var "), (
        (4, r"^using (?:static )?(?:System|Microsoft)[\w.]*;$"), (3, r"^namespace [\w.]+(?:;|\s*\{?)$"), (4, r"\bConsole\.(?:Write|Read)"), (4, r"\{ get; (?:(?:private |protected )?set; |init; )?\}"),
        (4, r"^[ \t]*(?:public |private |protected |internal |static )*async Task(?:<.*>)? \w+\("), (2, r"\bpublic (?:override|virtual|sealed|partial)\b"), (2, r"\bvar \w+ = (?:await )?[\w.]+\.[A-Z]\w+\("), (2, r"^[ \t]*public (?:static )?[\w<>?]+ \w+(?:\(.*\))? => "), (1, r"\bis (?:not )?null\b|\bstring\.(?:IsNullOrEmpty|Empty)"), (2, r"^[ \t]*(?:public|private|internal) (?:static )?(?:class|void|string|int|bool) \w+"), (1, r"\bforeach \(var "),
    )),
    "c": (("#include", "#define", "# define", "int ", "void ", "struct ", "char "), (
        (3, r"^[ \t]*#\s*include\s*[<\"][\w/.]+\.h[>\"]"), (2, r"^[ \t]*#\s*define \w+"), (2, r"^[ \t]*#\s*(?:ifn?def \w|endif\b|pragma )"), (2, r"\b\w+ \*\w+(?:, |\))"), (3, r"^(?:static |const |unsigned |inline )*(?:int|void|char|size_t|double|float|long|bool|struct \w+) \*{0,2}\w+\([^;]*\)\s*\{?$"),
        (2, r"\b(?:printf|malloc|free|sizeof|memcpy|strlen|fprintf)\s*\("), (2, r"\b\w+->\w+"), (2, r"^(?:typedef )?struct(?: \w+)? \{"), (2, r"^[ \t]+(?:int|char|size_t|double|unsigned|float) \*?\w+(?:\[.*\])?(?: = .*)?;$"),
    )),
    "cpp": (("std::", "template", "namespace", "cout", "::", "#include <", "override"), (
        (3, r"\bstd::\w"), (2, r"\bstd::\w[\s\S]*\bstd::\w"), (2, r"\bauto&? \w+ = |for \((?:const )?auto&? "), (2, r"\w\.end\(\)|\bnullptr\b"), (2, r"\btypename \w|\bconst \w+ ?& ?\w+[,)]|\w+<[\w, *&]+>::\w"), (2, r"\) (?:const )?(?:override|noexcept)\b[;\s]"), (3, r"^[ \t]*#include <(?:iostream|vector|string|map|memory|algorithm|thread|mutex|optional|utility|functional|unordered_map)>"), (3, r"^[ \t]*template\s*<(?:typename|class|\w+)"),
        (3, r"^using namespace \w+;"), (3, r"\b(?:cout|cerr) <<"), (2, r"^(?:\w[\w<>*& ]* )?\w+::~?\w+\(.*\)"), (2, r"^[ \t]*(?:public|private|protected):$"),
    )),
    "ruby": (("end", "puts ", "require"), (
        (3, r"^[ \t]*def (?:self\.)?\w+[?!]?(?:\(.*\))?\s*$"), (3, r"^require(?:_relative)? ['\"]"), (3, r"\bdo \|\w[\w, ]*\|"), (3, r"^[ \t]*attr_(?:reader|accessor|writer) :"), (2, r"^(?:class|module) [A-Z][\w:]*(?: < [A-Z][\w:]*)?$"),
        (2, r"^[ \t]*end$"), (1, r"^[ \t]*puts |\.nil\?|\.each\b|@\w+ \|?\|?= |\bunless \w"), (1, r"\{ \|\w[\w, ]*\| "),
    )),
    "php": (("<?php", "$"), ((9, r"^<\?php"), (2, r"\$this->\w+"), (3, r"^[ \t]*(?:public |private |protected )(?:static )?function \w+\(.*\$"), (2, r"^[ \t]*function \w+\((?:[?\w]+ )?\$\w+.*\)"), (3, r"\bforeach ?\(\$\w+ as \$\w+"), (2, r"^[ \t]*(?:return )?(?:\$\w+ = )?\$(?!this)\w+->\w+"), (1, r"^[ \t]*echo .*;$|\$\w+\[['\"]"), (1, r"^[ \t]*\$\w+ = .*;$"), (1, r"^use [A-Z]\w*\\"))),
    "perl": (("use ", "my ", "sub "), ((4, r"^use (?:strict|warnings)\b"), (3, r"^[ \t]*my [$@%(]\w*"), (3, r"^sub \w+ \{"), (2, r"=~ [ms]?/|\$_\b|@_\b|\bqw\("))),
    "bash": (("fi", "done", "$", "echo "), (
        (3, r"^[ \t]*(?:if|elif|while) \[\[? .* \]?\]; (?:then|do)$|^[ \t]*if .*; then$"), (2, r"^[ \t]*fi$"), (2, r"^[ \t]*(?:for \w+ in .*|while .*); do$"), (2, r"^[ \t]*done\b"), (3, r"^set -[euxo]+"), (1, r"^[ \t]*echo "), (2, r"^[ \t]*(?:local|export|readonly) \w+="),
        (1, r"\"?\$\{?[\w@#]+[:}\"]"), (2, r"^[ \t]*(?:function )?\w+ ?\(\) ?\{$"), (1, r"^[A-Z_]+=(?:\"|\$|\w)"), (1, r"\$\(\w+ .*\)"), (2, r"^[ \t]*(?:esac|;;)$"),
    )),
    "sql": (("SELECT", "select", "CREATE", "create", "INSERT", "insert", "UPDATE", "update", "DELETE", "ALTER", "WITH"), (
        (5, r"^[ \t]*(?:CREATE|create) (?:(?:OR REPLACE|UNIQUE|TEMP|or replace|unique|temp) )*(?:TABLE|INDEX|VIEW|FUNCTION|PROCEDURE|TRIGGER|TYPE|SCHEMA|table|index|view|function|procedure|trigger|type|schema)(?: (?:IF NOT EXISTS|if not exists))? [\w.\"`]+"), (5, r"^[ \t]*(?:INSERT INTO|insert into) [\w.\"`]+ ?(?:\(|VALUES|values|SELECT|select)"),
        (5, r"^[ \t]*\(?(?:SELECT|select)\s[^;]{1,400}?\s(?:FROM|from)\s+[\w.\"`(]+(?:\s*;|\s+(?:WHERE|where|JOIN|join|LEFT|left|INNER|inner|GROUP|group|ORDER|order|LIMIT|limit|AS|as|\w{1,3}\s)|\s*\)|\s*\Z)"),
        (5, r"^[ \t]*(?:UPDATE|update) [\w.]+\s+(?:SET|set) \w+ ?="), (5, r"^[ \t]*(?:DELETE FROM|delete from) [\w.]+(?:;|\s+(?:WHERE|where))"), (5, r"^[ \t]*(?:ALTER TABLE|alter table) \w+"), (1, r"\b(?:PRIMARY KEY|GROUP BY|ORDER BY|LEFT JOIN)\b"),
    )),
    "kotlin": (("fun ", "val "), ((4, r"^[ \t]*(?:(?:private|override|suspend|internal|inline) )*fun (?:<.*> )?[\w.]+\(.*\)(?:: [\w<>?, ]+)? ?(?:\{|=)"), (2, r"^[ \t]*va[lr] \w+(?:: [\w<>?]+)? = "), (3, r"^data class \w+\("), (1, r"\?\.\w+|\bit\.\w+| \?: "), (2, r"\bwhen ?\(.*\) \{"), (1, r"\bprintln\("))),
    "swift": (("func ", "let ", "var "), ((4, r"^[ \t]*(?:(?:public|private|static|override|mutating) )*func \w+(?:<.*>)?\((?:_ )?[\w :,\[\]?=.]*\)(?: async)?(?: throws)?(?: -> [\w\[\]?:. <>]+)? \{"), (3, r"^import (?:Foundation|SwiftUI|UIKit|Combine)$"), (2, r"^[ \t]*@(?:State|Binding|ObservedObject|Published|main)\b"), (4, r"\bvar body: some View \{"), (3, r"\bguard (?:let )?.* else \{"), (2, r"\bif let \w+"), (2, r"^[ \t]*(?:let|var) \w+: \[?[A-Z]\w*"), (2, r"^(?:final )?(?:struct|class|enum|extension|protocol) \w+(?:: [\w, ]+)? \{"))),
    "lua": (("local ", "function", "end"), ((3, r"^[ \t]*local (?:function )?\w+(?:, \w+)*(?: = |\()"), (2, r"^[ \t]*(?:local )?function [\w.:]+\(.*\)\s*$"), (3, r"^[ \t]*(?:if|elseif) .* then$"), (1, r"^[ \t]*end[,)]?$"), (2, r"^[ \t]*for \w+(?:, ?\w+)? (?:in i?pairs\(|= \w+, )"), (1, r" ~= |\.\. ?\""))),
    "haskell": (("::", "module "), ((4, r"^\w+'? :: .*->"), (3, r"^module [A-Z][\w.]*(?: \(.*\))? where"), (3, r"^import (?:qualified )?[A-Z][\w.]+(?: as [A-Z]\w*| \(.*\))?$"), (2, r"^data [A-Z]\w*(?: \w+)* = "), (2, r"^[ \t]+(?:where|deriving)\b|^[ \t]*\| .* = "), (1, r"<\$>|>>=|\$ do$"))),
    "elixir": (("defmodule ", "def ", "|>"), ((6, r"^[ \t]*defmodule [A-Z][\w.]* do$"), (3, r"^[ \t]*defp? \w+[?!]?(?:\(.*\))?(?: when .*)?(?:,)? do(?:$|:)"), (2, r"^[ \t]*\|> "), (1, r"^[ \t]*end$"))),
    "scala": (("object ", "case class ", "def ", "val ", "trait "), ((4, r"^[ \t]*(?:final |sealed )?case class \w+"), (3, r"^(?:[ \t]*case )?object \w+(?: extends [\w ]+)? *(?:\{|$)"), (3, r"^[ \t]*(?:override |private )*def \w+(?:\[.*\])?(?:\(.*\))?(?:: [\w\[\], ]+)? = "), (3, r"^import (?:scala|cats|zio|akka|org\.apache\.spark)\."), (2, r"\bs\"[^\"\n]*\$"), (2, r"^[ \t]*case .* => "), (1, r"^[ \t]*(?:lazy )?val \w+(?:: \w.*)? = "))),
    "powershell": (("-", "param"), ((3, r"\b(?:Get|Set|New|Remove|Write|Import|Export|Invoke|Where|ForEach|Select|Sort|Test|Start|Stop|Add|ConvertTo|ConvertFrom)-[A-Z][A-Za-z]+\b"), (2, r"\$_\.|\$env:|\$null\b| -[A-Z]\w+ \$"), (3, r"^[ \t]*[pP]aram ?\(\s*(?:\[|\$)"), (2, r" -(?:eq|ne|gt|lt|like|match|and|or|not) "), (1, r"^[ \t]*\$\w+ = [^;]*$"))),
    "makefile": (("\n\t",), ((4, r"^[\w./$()%-]+:(?: [\w./$()% -]*)?\n\t"), (3, r"^\.PHONY:"), (2, r"\$[@<^]|\$\([A-Z]+\)"), (1, r"^[A-Z_]+ ?[:?+]?= "))),
    "terraform": (('" {', "terraform {"), ((6, r"^(?:resource|data) \"\w+\" \"[\w-]+\" \{"), (4, r"^(?:variable|provider|module|output) \"[\w-]+\" \{"), (3, r"^(?:terraform|locals) \{"))),
    "graphql": (("{",), ((5, r"^type (?:Query|Mutation|Subscription) \{"), (2, r"^(?:type|input|interface|fragment|query|mutation) \w+.*\{$"), (3, r"^[ \t]+\w+(?:\(.*\))?: \[?\w+!?\]?!$"))),
    "protobuf": (("message ", "proto3"), ((6, r"^syntax = \"proto\d\";"), (2, r"^message \w+ \{"), (3, r"^[ \t]+(?:repeated |optional )?[\w.]+ \w+ = \d+;"), (3, r"^[ \t]+rpc \w+ ?\("))),
    "dart": (("import 'p", "@override", "extends State"), ((5, r"^import 'package:\w+"), (4, r" extends State(?:less|ful)Widget\b"), (2, r"^[ \t]*@override$"), (2, r"\bWidget build\(BuildContext "))),
    "zig": (("@import(", "pub fn "), ((5, r"^(?:pub )?const \w+ = @import\(\""), (3, r"^[ \t]*(?:pub )?fn \w+\(.*\) !?[\w.]+ \{"), (2, r"\bcatch \|err\|"))),
    "clojure": (("(ns ", "(defn", "(def "), ((4, r"^\(ns [\w.-]+"), (4, r"^\(defn-? [\w*!?<>-]+"), (2, r"^[ \t]*\(:require \["))),
    "r": (("<- ", "library("), ((3, r"^library\(\w+\)"), (2, r"^[\w.]+ <- "), (3, r" <- function\("), (2, r" %>%| \|> |\bdata\.frame\(|\bggplot\(|\bread\.csv\("))),
    "latex": (("\\",), ((6, r"^\\documentclass|^\\begin\{document\}"), (4, r"^[ \t]*\\begin\{(?:equation|align|itemize|enumerate|figure|table|tabular|theorem|proof)\*?\}"), (3, r"^\\(?:sub)*section\{"), (2, r"\\(?:cite|label|ref|textbf|emph)\{"))),
    "vue": (("<template",), ((8, r"^<template[^>]*>[\s\S]*^<script\b|^<script\b[\s\S]*^<template[^>]*>"),)),
    "nginx": (("{",), ((4, r"^[ \t]*location (?:[=~^*]+ )?[/@\\^][^{]*\{"), (3, r"^[ \t]*(?:server|http|events|upstream \w+) \{$"), (2, r"^[ \t]*(?:listen|server_name|proxy_pass|proxy_set_header) [^;]+;"))),
    "ini": (("[",), ((3, r"^\[[\w .\"/:-]+\]$"), (2, r"^[ \t]*[\w.-]+ ?= ?[^\"\[{' \n]"), (-9, r"^[\w.-]+ = (?:\"|\[|\{|true$|false$|\d+$)|;$|^\]|^[ \t]*[\"{]"))),
    "html": (("<",), ((4, r"\A[ \t\n]*<(?:div|head|body|section|main|table|ul|form|p|nav|span|article|button|a|header|footer|script|style)\b[^>]*>"),)),
    "xml": (("</",), ((4, r"\A\s*<(?!(?:div|head|body|section|main|table|ul|form|p|nav|span|article|button|a|header|footer|script|style|template)\b)([a-z][\w:.-]*)\b[^>]*>[\s\S]*</\1>\s*\Z"),)),
    "scss": (("$", "@", "&"), ((3, r"^\$[\w-]+: [^;=]+;$"), (3, r"^[ \t]*@(?:include|mixin|extend|use|forward) "), (2, r"^[ \t]*&(?::|-|\.| )[^;]*\{"))),
    "css": (("{",), ((3, r"^[.#:@*]?[\w-][ ,.:>#\w()\[\]='\"-]*\{[ \t]*\n[ \t]+[a-z-]+: [^;{]+;$"), (3, r"^[ \t]+(?:color|margin|padding|display|font-size|background(?:-color)?|width|border(?:-radius)?): [^;]+;$"), (2, r"^@media |^:root \{"))),
    "dockerfile": (("FROM ",), ((4, r"\A(?:\s*#.*\n|\s*ARG .*\n|\s*\n)*FROM [\w./:@$\{\}-]+(?: AS \w+| as \w+)?$"), (2, r"^(?:RUN|COPY|ADD|WORKDIR|CMD|ENTRYPOINT|EXPOSE) "))),
    "toml": ((" = ", "["), ((3, r"^\[\[?[\w.\"-]+\]\]?$"), (-9, r"^[\w.-]+ ?= ?(?:[a-eg-su-zA-Z:/.]|$)"), (2, r"^[\w.-]+ = (?:\"|\[|\{|true$|false$)"))),
    "yaml": ((":",), ((6, r"\A(?:---\n|#.*\n)*(?:apiVersion|version|services|name|on|jobs|stages|image): ?.*\n"), (3, r"^ *(?:- )?(?!(?:else|try|finally|default):)[\w-]+:[ ]*\n(?: +[\w-]+:|[ ]*- )"), (4, r"\A---\n[\w-]+:"), (-9, r"\A---\n(?:[\w-]+:.*\n)+---\n"), (2, r"^ *- [\w-]+: \S"), (1, r"^ +[\w-]+: [^{;(]*[^{;,(]$"))),
}  # fmt: skip
