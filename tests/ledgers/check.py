#!/usr/bin/env python3
"""Compares what accountants' own programs make of `suits export` with the totals of the reports: `python3 check.py SUITS BOOK [DAY ...]`.

Asks each of hledger, ledger and Beancount that is installed here; it is a failure if none is. Each must find the journal sound by its strictest
rules, and come to the same balance as `budget`, `spend`, `wip`, `retainers`, `margin` and `ageing` on every account that they have a figure
for, job by job and in their totals, to the cent; the bank must hold what was paid. Then the words in a copy of the book are made hostile, and no
balance may move.
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
        # where somebody's cost is unknown there is no journal with costs, and no labour in `margin`
        self.costs = ["--cost"] if self.asks("export", "hledger", "--cost") else []

    def asks(self, *words):
        done = subprocess.run([str(part) for part in [*self.command, *words]], capture_output=True, check=False)
        return done.returncode == 0

    def rows(self, report, *keys):
        answer = json.loads(run(*self.command, *report.split(), "--format", "json"))
        return [row for key in keys or ["rows"] for row in answer[key]]

    def figures(self):
        """What the reports say: by account or tree of accounts and currency, the figure on the side that it stands on. A tree ends in a colon."""
        told = {}
        budget = {
            "approved": ("Equity:Budget:{}:{}:Approved", -1),
            "actual": ("Equity:Budget:{}:{}:Actual", 1),
            "committed": ("Equity:Budget:{}:{}:Committed", 1),
        }
        beside = {
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
        earned = {"billings": ("Income:{}:{}", -1), "purchases": ("Expenses:Suppliers:{}:{}", 1)}
        if self.costs:
            earned["labour"] = ("Expenses:Time:{}:{}", 1)
        all_of = {figure: (account.replace(":{}:{}", ":{}:"), side) for figure, (account, side) in earned.items()}
        owed = {"open": ("Assets:Receivable:{}:{}", 1)}
        retained = {"earned": ("Equity:Work:{}:Retainers:Value", -1), "billed": ("Equity:Work:{}:Retainers:Billed", 1), "billed_ahead": ("Equity:Work:{}:Retainers:Billed", 1)}
        net = {"net": ("Assets:Receivable:{}:", 1)}
        # what was set off is on an invoice and, less than nothing, on its credit note
        paid = {"paid": ("Assets:Bank", 1)}

        def add(rows, accounts, name, kind):
            sums = {}
            for row in rows:
                for figure, (account, side) in accounts.items():
                    if row[figure] is not None:
                        key = (account.format(row.get("client"), name(row)), row[figure]["currency"])
                        sums[key] = sums.get(key, 0) + decimal.Decimal(row[figure]["amount"]) * side
            told.update({(kind, *key): figure for key, figure in sums.items()})

        job = lambda row: row["job"]
        leaf = lambda row: row["job"] or row["contract"][:1].upper() + row["contract"][1:]
        add(self.rows("budget"), budget | beside, job, "budget")
        add([row for row in self.rows("spend --by job") if row["job"]], budget, job, "spend")
        add(self.rows("wip"), work, lambda row: row["job"] or "Retainers", "wip")
        add(self.rows("retainers --all-periods", "contracts"), retained, lambda row: None, "retainers")
        add([row for row in self.rows("margin") if row["job"] or row["contract"]], earned, leaf, "margin")
        add(self.rows("margin", "totals"), all_of, lambda row: None, "margin")
        add(self.rows("ageing", "rows", "credits"), owed, lambda row: row["invoice"], "ageing")
        add(self.rows("ageing", "totals"), net, lambda row: None, "ageing")
        add([row for row in self.rows("invoice list") if row["state"] != "draft"], paid, lambda row: None, "invoice list")
        return told

    def journal(self, program, folder, name):
        path = pathlib.Path(folder) / f"{name}.{program}"
        run(*self.command, "export", program, *self.costs, "-o", path)
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


def set_off(suits, book, day):
    """Lets each credit note pay for an open invoice of its client, where neither has a payment yet. No money may move by it."""
    taken = set()
    for note in suits.rows("ageing", "credits"):
        for invoice in suits.rows("ageing"):
            if any(invoice[key] != note[key] for key in ["client", "currency"]):
                continue
            halves = [book / "invoices" / note["client"] / f"{paper['invoice']}.yaml" for paper in [note, invoice]]
            texts = [half.read_text(encoding="utf-8") for half in halves]
            bare = all(re.search(r"(?m)^payments: \[\]", text) for text in texts)
            if not bare or "kind: credit" not in texts[0] or taken & {note["invoice"], invoice["invoice"]}:
                continue
            amount = min(-decimal.Decimal(note["open"]["amount"]), decimal.Decimal(invoice["open"]["amount"]))
            for half, text, other in zip(halves, texts, [invoice, note]):
                payment = f"payments: [{{id: s0ff, date: {day}, amount: {amount}, with: {other['invoice']}}}]"
                half.write_text(re.sub(r"(?m)^payments: \[\]", payment, text, count=1), encoding="utf-8")
            taken |= {note["invoice"], invoice["invoice"]}
    return len(taken) // 2


def compare(suits, folder, name):
    compared = 0
    expected = suits.figures()
    for program, ask in programs().items():
        balances = {key: sum for key, sum in ask(suits.journal(program, folder, name)).items() if sum}

        def within(account):
            return {key: sum for key, sum in balances.items() if key[0] == account or account.endswith(":") and key[0].startswith(account)}

        accounts = set()
        for (report, account, currency), figure in expected.items():
            here = within(account)
            accounts.update(key[0] for key in here)
            # a report turns a paper in another currency into the job's; a journal keeps it as it is
            if any(other != currency for _, other in here) and report == "margin":
                continue
            there = sum(amount for (_, other), amount in here.items() if other == currency)
            if there != figure:
                sys.exit(f"{program}, {name}: {account} {currency} is {there}, and {figure} in {report}")
            compared += 1
        trees = ("Equity:Budget", "Equity:Work", "Equity:Pending", "Equity:Contingency", "Assets", "Income", "Expenses:Suppliers")
        for key in balances:
            if key[0].startswith(trees) and key[0] not in accounts:
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
        before = Suits(program, copy, days[-1])
        compared, _ = compare(before, folder, "hostile")
        print(f"{words} hostile names and notes: {compared} balances alike")
        bank = {key: sum for key, sum in before.figures().items() if key[1] == "Assets:Bank"}
        notes = set_off(before, copy, days[-1])
        after = Suits(program, copy, days[-1])
        compared, _ = compare(after, folder, "set-off")
        if {key: sum for key, sum in after.figures().items() if key[1] == "Assets:Bank"} != bank:
            sys.exit("a set-off moved money")
        print(f"credit notes set off against invoices, {notes}: {compared} balances alike, and the bank as it was")


if __name__ == "__main__":
    main()
