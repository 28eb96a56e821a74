"""What the benchmarks tell is counted right; how long things take is never asserted."""

import importlib
import os
import time

import pytest

from benchmarks.__main__ import NAMES
from benchmarks.measure import cpu_ms, descendants, memory_mb, percentile, print_table


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([3.0, 1.0, 2.0], 50, 2.0),
        ([1.0], 95, 1.0),
        ([float(n) for n in range(1, 101)], 99, 99.0),
        ([1.0, 2.0], 50, 1.0),
    ],
)
def test_percentile_is_the_nearest_rank(values, percent, expected):
    assert percentile(values, percent) == expected


def test_every_measurement_is_there():
    assert all(callable(importlib.import_module(f"benchmarks.{name}").main) for name in NAMES)


def test_cpu_counts_work_and_not_waiting():
    before = cpu_ms(os.getpid())
    until = time.process_time() + 0.1
    while time.process_time() < until:
        pass
    assert cpu_ms(os.getpid()) - before >= 90


def test_process_tree_begins_with_itself():
    assert descendants(os.getpid())[0] == os.getpid()
    assert memory_mb(os.getpid()) > 1


def test_table_has_a_line_for_each_row(capsys):
    print_table([{"page": "front", "CPU ms": 1.0}, {"page": "list", "CPU ms": 12.345}])
    assert capsys.readouterr().out.splitlines()[2:] == ["front  1.00", "list   12.35"]
