"""Web servers that know nothing of this site, as they come: http.server, Debian's nginx, busybox httpd."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.drivers.found import find_nginx
from tests.drivers.process import answers, free_port, running, wait_for

# Types, default type and packing as Debian's own configuration has them; places where anybody may write.
NGINX = """daemon off;
error_log stderr;
pid {home}/nginx.pid;
{user}
events {{ }}
http {{
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  gzip on;
  access_log off;
  client_body_temp_path {home}/body;
  proxy_temp_path {home}/proxy;
  fastcgi_temp_path {home}/fastcgi;
  uwsgi_temp_path {home}/uwsgi;
  scgi_temp_path {home}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {root};
  }}
}}
"""


class Host(NamedTuple):
    """Something that answers at an address."""

    address: str


@contextmanager
def hosted(name: str, dist: Path, home: Path) -> Iterator[Host]:
    """Serves the site below a folder's name, by the server named; ``home`` is an empty folder for what it writes."""
    root = home / "root"
    root.mkdir()
    (root / "pens").symlink_to(dist, target_is_directory=True)
    port = free_port()
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with running(_command(name, root, home, port), **quiet):
        wait_for(lambda: answers(port), 30, name)
        yield Host(f"http://127.0.0.1:{port}/pens/")


def _command(name: str, root: Path, home: Path, port: int) -> list[str]:
    if name == "python":
        return [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(root)]
    if name == "busybox":
        return ["busybox", "httpd", "-f", "-p", f"127.0.0.1:{port}", "-h", str(root)]
    nginx = find_nginx()
    assert nginx, "No nginx was found: install nginx-light."
    user = "user root;" if os.geteuid() == 0 else ""  # else its workers could not read our temporary folder
    settings = home / "nginx.conf"
    settings.write_text(NGINX.format(home=home, root=root, port=port, user=user), encoding="utf-8")
    return [nginx, "-c", str(settings), "-e", "stderr"]
