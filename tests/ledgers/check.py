#!/usr/bin/env python3
"""Compares what accountants' own programs make of `suits export` with the totals of the reports: `python3 check.py SUITS BOOK [DAY ...]`.

Asks each of hledger, ledger and Beancount that is installed here; it is a failure if none is. Each must find the journal sound by its strictest
rules, and come to the same balance as `budget`, `wip` and `ageing` on every account that they have a figure for, to the cent. Then the words in
a copy of the book are made hostile, and no balance may move.
"""

import csv
import decimal
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# a note on a line of its own, or in braces
NOTE = r'(?m)^( +note: ).*$|(\bnote: )(?:"(?:[^"\\]|\\.)*"|[^,}\n]+)'

HOSTILE = [
    '"; Assets:Bank  1 EUR',
    "x\n    Assets:Bank  1.00 EUR\n    Equity:Contra",
    "x\n2026-01-01 open Assets:Evil\n",
    'x" #tag ^link "y',
    "* (code) ; date:2020-01-01, [2020-01-01] | :a:b: key:: 1",
    "=2020-01-01 {1 EUR} @ 2 EUR \\",
    "\u202eอ้วน\t\t  ; 广告",
]


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(str(part) for part in command)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def hledger(journal):
    run("hledger", "-f", journal, "check", "--strict")
    run("hledger", "-f", journal, "check", "ordereddates")
    table = run("hledger", "-f", journal, "balance", "--no-total", "--flat", "--output-format=csv", "--layout=bare")
    return {(row["account"], row["commodity"]): decimal.Decimal(row["balance"]) for row in csv.DictReader(io.StringIO(table))}


def ledger(journal):
    form = "%(account)\t%(join(scrub(display_total)))\n"
    told = run("ledger", "-f", journal, "--strict", "--pedantic", "balance", "--flat", "--no-total", "--format", form)
    balances = {}
    for line in told.splitlines():
        account, amounts = line.split("\t")
        for amount in amounts.split("\\n"):
            if amount.strip() != "0":
                number, currency = amount.split()
                balances[account, currency] = decimal.Decimal(number)
    return balances


def beancount(journal):
    from beancount import loader
    from beancount.core.data import Transaction

    entries, errors, _ = loader.load_file(str(journal))
    if errors:
        sys.exit(f"{journal}: " + "; ".join(error.message for error in errors[:5]))
    balances = {}
    for entry in entries:
        for posting in entry.postings if isinstance(entry, Transaction) else []:
            key = (posting.account, posting.units.currency)
            balances[key] = balances.get(key, 0) + posting.units.number
    return balances


def programs():
    here = {name: ask for name, ask in [("hledger", hledger), ("ledger", ledger)] if shutil.which(name)}
    try:
        import beancount as _  # noqa: F401

        here["beancount"] = beancount
    except ImportError:
        pass
    return here


class Suits:
    def __init__(self, program, book, day):
        self.command = [program, "-C", book, "--as-of", day]

    def rows(self, report, *keys):
        answer = json.loads(run(*self.command, report, "--format", "json"))
        return [row for key in keys or ["rows"] for row in answer[key]]

    def figures(self):
        """What the reports say: by account, the figure on the side that it stands on."""
        accounts = {
            "approved": ("Equity:Budget:{}:{}:Approved", -1),
            "actual": ("Equity:Budget:{}:{}:Actual", 1),
            "committed": ("Equity:Budget:{}:{}:Committed", 1),
            "remaining": ("Equity:Budget:{}:{}:Remaining", 1),
            "pending": ("Equity:Pending:{}:{}", 1),
            "contingency": ("Equity:Contingency:{}:{}:Kept", 1),
            "contingency_drawn": ("Equity:Contingency:{}:{}:Drawn", -1),
        }
        work = {
            "value": ("Equity:Work:{}:{}:Value", -1),
            "deferred": ("Equity:Work:{}:{}:Deferred", -1),
            "billed": ("Equity:Work:{}:{}:Billed", 1),
            "wip": ("Equity:Work:{}:{}:Unbilled", 1),
        }
        owed = {"open": ("Assets:Receivable:{}:{}", 1)}
        told = [("budget", ["rows"], accounts, "job"), ("wip", ["rows"], work, "job"), ("ageing", ["rows", "credits"], owed, "invoice")]
        for report, lists, figures, key in told:
            for row in self.rows(report, *lists):
                for figure, (account, side) in figures.items():
                    money = row[figure]
                    name = account.format(row["client"], row[key] or "Retainers")
                    yield (name, money["currency"]), decimal.Decimal(money["amount"]) * side

    def journal(self, program, folder, name):
        path = pathlib.Path(folder) / f"{name}.{program}"
        run(*self.command, "export", program, "-o", path)
        return path


def make_hostile(book):
    """Names and notes are in no fingerprint, so that every approval stands."""
    words = iter(range(1_000_000))

    def hostile(found):
        return found[found.lastindex] + json.dumps(HOSTILE[next(words) % len(HOSTILE)])

    for path in sorted([*book.glob("clients/*.yaml"), *book.glob("timesheets/*/*.yaml")]):
        key = r"(?m)^(name: )\S.*$" if "clients" in path.parts else NOTE
        path.write_text(re.sub(key, hostile, path.read_text(encoding="utf-8")), encoding="utf-8")
    return next(words)


def compare(suits, folder, name):
    compared = 0
    expected = dict(suits.figures())
    for program, ask in programs().items():
        balances = {key: sum for key, sum in ask(suits.journal(program, folder, name)).items() if sum}
        for key, figure in expected.items():
            there = balances.get(key, 0)
            if there != figure:
                sys.exit(f"{program}, {name}: {' '.join(key)} is {there}, and {figure} in the report")
            compared += 1
        trees = ("Equity:Budget", "Equity:Work", "Equity:Pending", "Equity:Contingency", "Assets:Receivable")
        for key in balances:
            if key[0].startswith(trees) and key not in expected:
                sys.exit(f"{program}, {name}: {' '.join(key)} is {balances[key]}, and in no report")
        for currency in {currency for _, currency in balances}:
            whole = sum(amount for (_, other), amount in balances.items() if other == currency)
            if whole != 0:
                sys.exit(f"{program}, {name}: all accounts in {currency} come to {whole}")
    return compared, len(expected)


def main():
    program, book, days = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
    if not programs():
        sys.exit("none of hledger, ledger and beancount is installed here")
    with tempfile.TemporaryDirectory() as folder:
        for day in days:
            compared, figures = compare(Suits(program, book, day), folder, f"as-of-{day}")
            print(f"{book} as of {day}: {figures} figures, {compared} balances alike in {', '.join(programs())}")
        copy = pathlib.Path(folder) / "hostile"
        shutil.copytree(book, copy)
        words = make_hostile(copy)
        compared, _ = compare(Suits(program, copy, days[-1]), folder, "hostile")
        print(f"{words} hostile names and notes: {compared} balances alike")


if __name__ == "__main__":
    main()
