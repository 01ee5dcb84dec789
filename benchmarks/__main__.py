"""All measurements that need nothing but the project, and those on the real inputs where they are there."""

import subprocess
import sys
from pathlib import Path

SHARED = Path(__file__).parents[2] / "shared"


def main() -> None:
    """Run each benchmark as a program of its own."""
    names = ["gold", "speed", "search_speed", "intervals", "end_to_end"]
    if SHARED.is_dir():
        names += ["search_quality", "ingest_speed", "structure", "tables", "hostile"]
    for name in names:
        print(f"\n== {name} ==", flush=True)
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=True)


if __name__ == "__main__":
    main()
