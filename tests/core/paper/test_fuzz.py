"""Spoilt files of every format: read, or refused with a sentence; never anything else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from tests.core.paper.fuzzing import FORMS, tried

ROOT = Path(__file__).resolve().parents[3]
SOAKING = settings.default.max_examples >= 1000  # make soak
A_FEW, MANY = 60, 1700  # of each format: 10,200 in all
HANGING = 3600  # seconds for a whole format


@pytest.mark.parametrize("form", FORMS)
def test_spoilt_files_are_read_or_refused_with_a_sentence(form):
    outcomes = {tried(form, seed) for seed in range(A_FEW)}

    assert all(outcome == "read" or outcome.partition(": ")[2] for outcome in outcomes)


@pytest.mark.skipif(not SOAKING, reason="ten thousand files: make soak")
@pytest.mark.parametrize("form", FORMS)
def test_many_spoilt_files_cost_at_most_two_seconds_and_300_megabytes_each(form):
    done = subprocess.run(
        [sys.executable, "-m", "tests.core.paper.fuzz_worker", form, "0", str(MANY)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        timeout=HANGING,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
