#!/usr/bin/env python3
"""Checks every row of working_days.csv with numpy's busday functions, which are not ours: `python3 check.py`, where numpy is installed.

`--write` works the answers out anew and prints the table, so that a new row needs its question only.
How numpy's words map onto ours:
  due      day 0 rolls forward to a working day, then `days` are stepped      busday_offset(day, days, roll="forward")
  back     what is not worked rolls back, then `days` are stepped back        busday_offset(day, -days, roll="backward")
  after    the `days`-th working day after `day`, worked or not               busday_offset(day, days, roll="backward"), `day` for none
  between  working days in (day, until], where numpy counts [begin, end)      busday_count(day + 1, until + 1), 0 where `until` is earlier
"""

import csv
import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).parent
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def read(name):
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def calendar(row):
    worked = row["work_week"].split()
    assert worked and set(worked) <= set(WEEK), row
    mask = [day in worked for day in WEEK]
    return np.busdaycalendar(weekmask=mask, holidays=row["holidays"].split())


def answers(row, busdays):
    day, days, until = np.datetime64(row["day"]), int(row["days"]), np.datetime64(row["until"])
    after = np.busday_offset(day, days, roll="backward", busdaycal=busdays) if days else day
    return {
        "due": str(np.busday_offset(day, days, roll="forward", busdaycal=busdays)),
        "back": str(np.busday_offset(day, -days, roll="backward", busdaycal=busdays)),
        "after": str(after),
        "between": str(max(0, np.busday_count(day + 1, until + 1, busdaycal=busdays))),
    }


def main():
    calendars = {row["calendar"]: calendar(row) for row in read("calendars.csv")}
    rows = read("working_days.csv")
    assert len(rows) >= 200, f"{len(rows)} rows"
    expected = [answers(row, calendars[row["calendar"]]) for row in rows]
    if sys.argv[1:] == ["--write"]:
        table = csv.DictWriter(sys.stdout, rows[0].keys(), lineterminator="\n")
        table.writeheader()
        table.writerows({**row, **answer} for row, answer in zip(rows, expected))
        return
    wrong = [
        f"row {number}: {row['calendar']} {row['day']} {row['days']}: {key} is {row[key]}, numpy says {value}"
        for number, (row, answer) in enumerate(zip(rows, expected), 2)
        for key, value in answer.items()
        if row[key] != value
    ]
    print("\n".join(wrong) or f"numpy {np.__version__} agrees with all {4 * len(rows)} answers of {len(rows)} rows")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
