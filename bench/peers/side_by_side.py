"""What the scripts that set our code beside a peer's have in common."""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMAND = ROOT / "bench/Counterweight.Benchmarks/bin/Release/net10.0/Counterweight.Benchmarks"
SECONDS = 0.1
SECONDS_A_SAMPLE = 0.001


class Ours:
    """The benchmark program, which times what it is asked for."""

    def __init__(self, command, *options):
        if not COMMAND.exists():
            sys.exit(f"{COMMAND} is missing: build with dotnet build -c Release bench/Counterweight.Benchmarks")
        self.process = subprocess.Popen(
            [COMMAND, command, "--milliseconds", str(int(1000 * SECONDS)), *options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "DOTNET_TieredCompilation": "0"})
        self.register_bits = self.answer()

    def ask(self, request):
        """The answer's number, or the reason for which there is none."""
        print(request, file=self.process.stdin, flush=True)
        answer = self.answer()
        return (None, answer) if answer.startswith("refused") else (float(answer), None)

    def answer(self):
        line = self.process.stdout.readline().strip()
        if not line:
            sys.exit("the benchmark program ended before its answer")
        return line

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Processor:
    """How much of a processor the peer had."""

    def __init__(self):
        self.wall, self.processor = 0.0, 0.0

    def __enter__(self):
        self.wall, self.processor = self.wall - time.perf_counter(), self.processor - time.process_time()

    def __exit__(self, *_):
        self.wall, self.processor = self.wall + time.perf_counter(), self.processor + time.process_time()

    def warn(self, name):
        if self.processor < 0.95 * self.wall:
            print(f"{name}: the peer had a processor {self.processor / self.wall:.0%} of the time; "
                  "on a busy machine the ratio says little", file=sys.stderr)


def seconds_per_call(run, threads, clock=time.perf_counter):
    """The median of samples of at least a millisecond."""
    start = clock()
    run(threads)
    calls = max(1, int(SECONDS_A_SAMPLE / (clock() - start)))
    samples = []
    while clock() - start < SECONDS or len(samples) < 3:
        sample = clock()
        for _ in range(calls):
            run(threads)
        samples.append((clock() - sample) / calls)
    return statistics.median(samples)


def thread_counts(text):
    processors = len(os.sched_getaffinity(0))
    try:
        counts = [processors if part == "all" else int(part) for part in text.split(",")]
    except ValueError:
        counts = [0]
    if min(counts) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a list of numbers of threads: 1,all")
    return list(dict.fromkeys(counts))


def positive(text):
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of at least 1")
    return int(text)


def add_arguments(parser, rounds, example):
    parser.add_argument("--filter", default="", metavar="NAME", help=f"only works whose name, shape and peer contain this: {example}")
    parser.add_argument("--rounds", type=positive, default=rounds, metavar="N", help=f"rounds of ours, peer ({rounds})")
    parser.add_argument("--threads", type=thread_counts, default="1,all", metavar="LIST", help="numbers of threads (1,all)")
    parser.add_argument("--json", action="store_true", help="print a JSON array and nothing else")
