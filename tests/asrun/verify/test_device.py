"""The same record on a GPU: what is allowed there, and what is not."""

from pathlib import Path

import pytest
from nbformat import v4

from asrun.verify.device import GPU_TOLERANCE
from asrun.verify.page import verify_page
from asrun.page.options import Policy
from asrun.records.files import Record, write_record
from asrun.verify.report import Cell, Report

PAGE = Path("page.md")
DOCS = Path(__file__).parents[2] / "docs"


def run(text: str, folder: Path, *, on_gpu: bool = False, **options: str) -> Report:
    output = v4.new_output("execute_result", {"text/plain": text})
    cell = Cell(1, "x", Policy.from_options(options), [output])
    return verify_page("page", PAGE, [cell], folder / "page.txt", "0.12.0", on_gpu=on_gpu)


@pytest.fixture
def recorded(tmp_path):
    def record(text):
        write_record(Record(tmp_path / "page.txt", run(text, tmp_path).entries), "page")
        return tmp_path

    return record


@pytest.mark.parametrize(
    ("cpu", "gpu", "rounded"),
    [
        ("{CpuDevice(id=0)}", "{CudaDevice(id=0)}", 0),
        ("cpu:3 (4,)", "cuda:3 (4,)", 0),
        ("Array([1.0001], dtype=float32)", "Array([1.0009], dtype=float32)", 1),
    ],
)
def test_a_gpu_may_name_devices_and_round_otherwise(recorded, cpu, gpu, rounded):
    folder = recorded(cpu)
    assert run(gpu, folder).findings  # not on a CPU
    report = run(gpu, folder, on_gpu=True)
    assert not report.findings
    assert (report.evidence.compared, report.evidence.within_gpu_tolerance) == (1, rounded)


@pytest.mark.parametrize(
    ("cpu", "gpu"),
    [
        ("{CpuDevice(id=0)}", "{CudaDevice(id=1)}"),
        ("Array([1.0], dtype=float32)", "Array([1.1], dtype=float32)"),
        ("float32[3]", "float16[3]"),
    ],
)
def test_a_gpu_may_not_use_another_device_or_give_another_answer(recorded, cpu, gpu):
    report = run(gpu, recorded(cpu), on_gpu=True)
    [finding] = report.findings
    assert finding.kind == "output"
    assert "if it is right on a GPU: ':on-gpu: reason'" in finding.message


def test_a_declared_difference_is_not_compared_on_a_gpu_and_is_on_a_cpu(recorded):
    folder = recorded("1 thread")
    options = {"on-gpu": "a GPU has no threads of ours"}
    assert run("2 warps", folder, **options).findings
    report = run("2 warps", folder, on_gpu=True, **options)
    assert not report.findings
    assert report.evidence.other_on_gpu == {1: "a GPU has no threads of ours"}


def test_the_page_about_gpus_states_the_tolerance_and_shows_what_stays_within():
    text = (DOCS / "gpu.md").read_text(encoding="utf-8")
    assert f"own is {GPU_TOLERANCE:g}, relative" in text
    assert f"< {GPU_TOLERANCE:g})" in text
