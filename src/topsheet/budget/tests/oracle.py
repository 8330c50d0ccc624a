"""An independent evaluator: the whole budget again, in plain Fraction, sharing no code.

It reads only the rows (Budget, facts) and follows practice.md: amount × times × price;
fringes per person with cut-offs; conversion; posting; contractuals; totals. Formulas are
read by Python's own parser instead of ours.
"""

from __future__ import annotations

import ast
import math
import re
from collections import defaultdict
from fractions import Fraction as F

DIGITS = {"JPY": 0, "KRW": 0, "KWD": 3}


def nearest(x: F) -> int:
    """A half away from zero, by floors alone."""
    return math.floor(x + F(1, 2)) if x >= 0 else -math.floor(-x + F(1, 2))


class Oracle:
    def __init__(self, budget, facts):
        self.b, self.facts = budget, dict(facts)
        off = {g.name for g in budget.groups if not g.on}
        self.lines = [line for line in budget.lines if line.group not in off]
        self.rates = {r.currency: F(r.rate) for r in budget.rates} | {budget.currency: F(1)}
        self.units = {}
        self.pay = {}
        for line in self.lines:
            self.units[line.key] = self.number(line.amount) * self.number(line.times)
            minor = F(line.price.coefficient, 10**line.price.exponent) * 10 ** self.digits(line)
            self.pay[line.key] = nearest(self.units[line.key] * minor)
        self.amount = {line.key: self.convert(self.pay[line.key], line) for line in self.lines}
        self.shares = defaultdict(dict)  # line → fringe → minor
        self.charged = {}
        people = defaultdict(list)
        for line in self.lines:
            people[line.person or ("pool", line.key)].append(line)
        for group in people.values():
            self.fringe_group(group)
        self.post()
        self.settle()

    @staticmethod
    def digits(line):
        return DIGITS.get(line.price.currency, 2)

    def convert(self, minor, line):
        return self.to_budget(minor, line.price.currency)

    def to_budget(self, minor, currency):
        if currency == self.b.currency:
            return minor
        here, there = DIGITS.get(currency, 2), DIGITS.get(self.b.currency, 2)
        return nearest(F(minor, 10**here) * self.rates[currency] * 10**there)

    def number(self, formula):
        text = re.sub(r"\[([^\]]+)\]", lambda m: f"fact({m[1]!r})", formula)
        text = re.sub(
            r"(?<![\w'/-])([^\W\d]\w*(?:\.\w+)+)(?![\w'/-])",
            lambda m: f"fact({m[1].replace('_', '-').replace('.', '/')!r})",
            text,
        )
        return self.walk(ast.parse(text.strip(), mode="eval").body)

    def walk(self, node):
        if isinstance(node, ast.Constant):
            return F(str(node.value))
        if isinstance(node, ast.Name):
            row = next(g for g in self.b.globals if g.name == node.id)
            return self.number(row.formula)
        if isinstance(node, ast.UnaryOp):
            return -self.walk(node.operand)
        if isinstance(node, ast.BinOp):
            a, b = self.walk(node.left), self.walk(node.right)
            name = type(node.op).__name__
            return {"Add": a + b, "Sub": a - b, "Mult": a * b}[name] if name != "Div" else a / b
        name = node.func.id
        if name == "fact":
            return F(self.facts.get(node.args[0].value, 0))
        values = [self.walk(arg) for arg in node.args]
        if name in ("min", "max"):
            return min(values) if name == "min" else max(values)
        one = values[0]
        return F({"ceil": math.ceil, "floor": math.floor, "round": nearest}[name](one))

    def fringe_group(self, group):
        done = {}
        todo = list(self.b.fringes)
        while todo:
            ready = [f for f in todo if not any(o in {t.key for t in todo} for o in f.on)]
            for fringe in ready:
                todo.remove(fringe)
                bearing = [
                    x for x in group if fringe.key in x.fringes and x.component in fringe.components
                ]
                if bearing:
                    done[fringe.key] = self.one_fringe(fringe, bearing, done)

    def one_fringe(self, fringe, bearing, done):
        first = bearing[0]
        if fringe.flat is not None:
            units = sum((self.units[x.key] for x in bearing if x.unit == fringe.flat_unit), F(0))
            price = F(fringe.flat.coefficient, 10**fringe.flat.exponent)
            amount = nearest(price * units * 10 ** self.digits(first))
        else:
            base = sum(self.pay[x.key] for x in bearing) + sum(done.get(o, 0) for o in fringe.on)
            if fringe.cut_off is not None and first.person:
                base = min(base, self.limit(fringe, bearing))
            amount = nearest(F(fringe.percent.value) * base / 100)
        here = self.to_budget(amount, first.price.currency)
        self.charged[first.person or first.key, fringe.key] = here
        self.divide(here, fringe, bearing)
        return amount

    def limit(self, fringe, bearing):
        first = bearing[0]
        weeks = F(0)
        for x in bearing:
            length = {"week": F(1), "month": F(52, 12)}.get(x.unit, F(0))
            if x.unit in ("day", "night"):
                length = F(1, self.b.days_per_week)
            weeks += self.units[x.key] * length / first.people
        period = fringe.cut_off.period.value
        count = {"week": weeks, "month": weeks * 12 / 52}.get(period, F(1))
        return fringe.cut_off.amount.minor * first.people * max(1, math.ceil(count))

    def divide(self, whole, fringe, bearing):
        """Largest remainder, written as: hand out the floors, then cents by remainder."""
        weights = [F(self.pay[x.key]) for x in bearing]
        if sum(weights) == 0:
            weights = [F(1)] * len(weights)
        exact = [whole * w / sum(weights) for w in weights]
        parts = [math.floor(e) for e in exact]
        order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
        for i in order[: whole - sum(parts)]:
            parts[i] += 1
        for x, part in zip(bearing, parts, strict=True):
            self.shares[x.key][fringe.key] = part

    def post(self):
        category = {a.code: a.category or a.code for a in self.b.accounts}
        kinds = {f.key: f for f in self.b.fringes}
        self.posted = defaultdict(int)
        self.line_total, self.cells = {}, defaultdict(int)
        for line in self.lines:
            own = self.amount[line.key]
            self.posted[line.account] += own
            self.cells[line.stage.value, line.department] += own
            for key, part in self.shares[line.key].items():
                how = kinds[key].posting.value
                target = {"category": category[line.account], "own account": kinds[key].account}
                self.posted[target.get(how, line.account)] += part
                self.cells[line.stage.value, line.department] += part
                own += part if how == "line" else 0
            self.line_total[line.key] = own

    def settle(self):
        levels = {a.code: a.level.value for a in self.b.accounts}
        category = {a.code: a.category for a in self.b.accounts}
        keys = {c.key for c in self.b.contractuals}
        found = dict.fromkeys(keys, 0)
        while True:
            before = dict(found)
            for c in self.b.contractuals:
                base = sum(found[k] for k in c.include if k in keys and k not in c.exclude)
                for code, minor in self.posted.items():
                    names = {levels[code], code, category[code]}
                    if names & set(c.include) and not names & set(c.exclude):
                        base += minor
                value = c.flat.minor if c.flat else nearest(F(c.percent.value) * base / 100)
                found[c.key] = min(value, c.cap.minor) if c.cap else value
            if found == before:
                break
        self.contractuals = found
        totals = defaultdict(int, self.posted)
        for c in self.b.contractuals:
            totals[c.account] += found[c.key]
        self.accounts = {
            a.code: totals[a.code]
            + sum(totals[x.code] for x in self.b.accounts if x.category == a.code)
            for a in self.b.accounts
        }
        self.levels = defaultdict(int)
        for a in self.b.accounts:
            self.levels[a.level.value] += totals[a.code]
        self.before = sum(self.posted.values())
        self.total = self.before + sum(found.values())
