"""Assembles dist/ from site/, pylib/ and the pinned npm packages; with --serve, serves it.

    python3 build.py                      # dist/
    python3 build.py --serve              # dist/, and an address to open
    python3 build.py --serve --host 0.0.0.0 --port 8000      # from a phone on the same network

Python 3.11 or newer and Node.js with npm are all it needs.
"""

import argparse
import sys
from pathlib import Path

from builder.addresses import Addresses, parse_site, parse_source
from builder.assemble import build
from builder.errors import BuildError
from builder.server import SiteServer
from builder.throttle import Throttle, parse_throttle

ROOT = Path(__file__).resolve().parent
EVERYWHERE = "0.0.0.0"  # noqa: S104 - only when asked for
SLOW_LINE = "9,60"  # megabits per second, milliseconds of round trip: a phone on a poor day


def main(arguments: list[str] | None = None) -> int:
    """Builds, and serves until Ctrl-C when asked to. Returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        addresses = Addresses(options.address, options.source)
        if options.serve:
            _serve(options.out, addresses, options.host, options.port, options.throttle)
        else:
            _build(options.out, addresses)
    except BuildError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    return 0


def _build(dist: Path, addresses: Addresses) -> None:
    build(ROOT, dist, addresses)
    print(f"Built {dist}", flush=True)


def _serve(dist: Path, addresses: Addresses, host: str, port: int, throttle: Throttle | None) -> None:
    with SiteServer(dist, host, port, throttle) as server:  # first: a port that is taken is known before the work
        _build(dist, addresses)
        print(f"Serving {server.address} (Ctrl-C ends it)", flush=True)
        if host == EVERYWHERE:
            print(f"From a phone: this machine's own address instead of {host}.", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description="Assembles the site into dist/.")
    add = parser.add_argument
    add("--out", type=Path, default=ROOT / "dist", metavar="DIR", help="where to (default: dist)")
    told = "the site's address on the web, for what others show beside a link to it"
    add("--address", type=parse_site, default="", metavar="URL", help=told)
    add(
        "--source",
        type=parse_source,
        default="",
        metavar="URL",
        help="the source's address on the web, for a link to it",
    )
    add("--serve", action="store_true", help="serve it afterwards and print the address")
    add("--host", default="127.0.0.1", metavar="ADDR", help=f"where to listen; {EVERYWHERE} for a phone")
    add("--port", type=int, default=0, metavar="N", help="port to listen on (default: a free one)")
    add(
        "--throttle",
        type=parse_throttle,
        nargs="?",
        const=parse_throttle(SLOW_LINE),
        metavar="MBIT,MS",
        help=f"send through a slow line (default when given: {SLOW_LINE})",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
