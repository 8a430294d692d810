r"""From LaTeX to Typst: the formulas that a book of history needs, and none that it cannot set.

Letters, numbers and signs; ``^`` and ``_``; ``\frac``, ``\sqrt``, ``\binom``, ``\text``,
``\mathrm``, ``\mathbf``, ``\operatorname``, accents; ``\left`` and ``\right``; ``&`` and ``\\`` to
align lines; and the names in this file. Environments and macros are refused.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|\s+|.", re.DOTALL)


def _pairs(listed: str) -> dict[str, str]:
    words = listed.split()
    return dict(zip(words[::2], words[1::2], strict=True))


SYMBOLS = _pairs("""
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ iota ι kappa κ
    lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
    times × cdot ⋅ div ÷ pm ± mp ∓ leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ approx ≈ sim ∼ equiv ≡
    propto ∝ ll ≪ gg ≫ in ∈ notin ∉ subset ⊂ subseteq ⊆ cup ∪ cap ∩ emptyset ∅ mid ∣
    forall ∀ exists ∃ neg ¬ land ∧ lor ∨ to → rightarrow → leftarrow ← Rightarrow ⇒
    infty ∞ partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ ldots … dots … cdots ⋯ circ ∘ prime ′
""")
"""Commands for one letter or sign."""

FUNCTIONS = ("sin", "cos", "tan", "log", "ln", "exp")
LIMITS = ("lim", "max", "min", "sup", "inf", "Pr")
"""Names that stand upright; what is written under a limit goes below it."""

WRAPPERS = {
    "mathrm": "upright",
    "mathbf": "bold",
    "mathit": "italic",
    "overline": "overline",
    "hat": "hat",
    "bar": "macron",
    "tilde": "tilde",
    "vec": "arrow",
    "dot": "dot",
}
"""Commands with one argument, and Typst's function for each."""

SPACES = {",": "thin", ":": "med", ";": "thick", "quad": "quad", "qquad": "wide", " ": "thick"}
LITERALS = dict(zip("{}%$#_&|", "{}%$#_&‖", strict=True))
PLAIN = frozenset("+=()[]|<>,;:!/.?")


class LatexError(ValueError):
    """Something that is not settable; the message names it."""


def to_typst(source: str) -> str:
    """Write a formula as Typst has it between two dollar signs.

    Raises:
        LatexError: it has a command or sign that this module does not know.
    """
    return _Reader(re.sub(r"\n\s*\n", r"\\\\", source.strip())).row(None)


class _Reader:
    """Reads the tokens of one formula from left to right."""

    def __init__(self, source: str) -> None:
        self.tokens = _TOKEN.findall(source)
        self.at = 0

    def _next(self) -> str:
        """Take a token; ``""`` at the end."""
        self.at += 1
        return self.tokens[self.at - 1] if self.at <= len(self.tokens) else ""

    def _peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _skip_space(self) -> None:
        while self._peek().isspace():
            self.at += 1

    def row(self, end: str | None) -> str:
        """Read up to ``end``, which is taken; up to the end of the formula if that is ``None``."""
        parts: list[str] = []
        while True:
            self._skip_space()
            token = self._peek()
            if token == (end or ""):
                self.at += 1
                return " ".join(parts)
            if not token:
                raise LatexError(f"no “{end}”")
            parts.append(self._with_scripts())

    def _with_scripts(self) -> str:
        """Read an atom and what hangs above and below it."""
        base = self._atom()
        scripts: dict[str, str] = {}
        self._skip_space()
        while (token := self._peek()) in ("^", "_", "'") and token:
            self.at += 1
            key = "b" if token == "_" else "t"
            if key in scripts and token != "'":
                raise LatexError(f"two “{token}” on one letter")
            written = "′" if token == "'" else self._argument()
            scripts[key] = f"{scripts.get(key, '')} {written}".strip()
            self._skip_space()
        if not scripts:
            return base
        return f"attach({base}, {', '.join(f'{k}: {v}' for k, v in sorted(scripts.items()))})"

    def _argument(self) -> str:
        """Read what a command or a script applies to: a group, or one atom."""
        self._skip_space()
        return self._atom() or '""'

    def _atom(self) -> str:
        token = self._next()
        if token.startswith("\\"):
            return self._command(token[1:])
        if token == "{":
            return self.row("}") or '""'
        if token == "&":
            return "&"
        if token == "-":
            return "−"
        if token == "*":
            return "∗"
        if token == "~":
            return "space.nobreak"
        if token in PLAIN:
            return f"\\{token}"
        if token and (token[0].isdigit() or token.isalpha() or token in SYMBOLS.values()):
            return token
        raise LatexError(f"“{token}” where it cannot be set" if token else "an end in the middle")

    def _command(self, name: str) -> str:
        if name in SYMBOLS:
            return SYMBOLS[name]
        if name in FUNCTIONS or name in LIMITS:
            return f'op("{name}", limits: #{str(name in LIMITS).lower()})'
        if name in SPACES:
            return SPACES[name]
        if name in LITERALS:
            return f"\\{LITERALS[name]}"
        if name == "\\":
            return "\\ "
        if name in WRAPPERS:
            return f"{WRAPPERS[name]}({self._argument()})"
        return self._structure(name)

    def _structure(self, name: str) -> str:
        if name in ("frac", "dfrac", "tfrac", "binom"):
            function = "binom" if name == "binom" else "frac"
            return f"{function}({self._argument()}, {self._argument()})"
        if name == "sqrt":
            return self._root()
        if name in ("text", "operatorname"):
            words = self._words()
            return f"op({words})" if name == "operatorname" else words
        if name == "left":
            opening = self._delimiter()
            inside = self.row("\\right")
            return f"lr({opening} {inside} {self._delimiter()})"
        raise LatexError(f"“\\{name}”")

    def _root(self) -> str:
        self._skip_space()
        if self._peek() != "[":
            return f"sqrt({self._argument()})"
        self.at += 1
        index = self.row("]")
        return f"root({index}, {self._argument()})"

    def _words(self) -> str:
        """Read plain words in braces as a Typst string."""
        self._skip_space()
        if self._next() != "{":
            raise LatexError("“\\text” without braces")
        words = []
        while (token := self._next()) != "}":
            if token.startswith("\\") or token in ("", "{", "$"):
                raise LatexError(f"“{token}” in “\\text”")
            words.append(token)
        return '"' + "".join(words).replace('"', '\\"').replace("\n", " ") + '"'

    def _delimiter(self) -> str:
        self._skip_space()
        token = self._next()
        if token == ".":
            return ""
        if token in ("\\{", "\\}", "\\|"):
            return f"\\{LITERALS[token[1]]}"
        if token and token in "()[]|":
            return f"\\{token}"
        raise LatexError(f"“{token}” as a delimiter")
