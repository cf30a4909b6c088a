#!/usr/bin/env python3
"""Makes fixtures/verify.json and fixtures/events.json. Needs `pip install cryptography`; the rest is Python's own.

    python3 tests/vectors/webhook/make.py
"""

import json
import pathlib

from deliveries import all_vectors
from events import all_events

FIXTURES = pathlib.Path(__file__).parent / "fixtures"


def write(name, vectors):
    names = [vector["name"] for vector in vectors]
    assert len(set(names)) == len(names), [name for name in names if names.count(name) > 1]
    lines = ",\n".join(json.dumps(vector, ensure_ascii=True) for vector in vectors)
    (FIXTURES / name).write_text(f"[\n{lines}\n]\n")
    print(f"{name}: {len(vectors)}")


if __name__ == "__main__":
    write("verify.json", all_vectors())
    write("events.json", all_events())
