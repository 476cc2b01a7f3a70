"""The proxy of docs/operations.md in front of the server, as far as slow clients are concerned."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

from bench.stage import free_port, wait_for

__all__ = ["found", "in_front"]

_CONFIGURATION = """
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    client_body_timeout 60s;
    proxy_request_buffering on;
    location / {{
      proxy_pass http://127.0.0.1:{server};
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_read_timeout 120s;
    }}
  }}
}}
"""


def found() -> bool:
    """Whether Debian's nginx is installed."""
    return which("nginx", path="/usr/sbin:/usr/bin") is not None


@contextmanager
def in_front(server: int, folder: Path) -> Iterator[int]:
    """Start it before a server and return its port."""
    folder.mkdir(exist_ok=True)
    port = free_port()
    (folder / "conf").write_text(_CONFIGURATION.format(folder=folder, port=port, server=server))
    command = ["/usr/sbin/nginx", "-p", str(folder), "-c", str(folder / "conf"), "-e", str(folder / "error.log")]
    with subprocess.Popen(command) as process:  # noqa: S603
        try:
            wait_for(port, process, "nginx", folder / "error.log")
            yield port
        finally:
            process.terminate()
