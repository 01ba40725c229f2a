"""A stand-in of the portal behind the load balancer's test listener: two tasks that answer in turn."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from loopback import LoopbackServer

HASHED = "public, max-age=31536000, immutable"
HOME = """<!doctype html><title>Home · Trip Management</title>
<link rel="preload" href="/assets/fonts/overpass.woff2" as="font">
<link rel="stylesheet" href="/assets/css/base.3f2a.css">
<script type="module" src="/assets/js/copy.77aa.js"></script>
<aside class="ribbon"><span id="ribbon">Preview, not in production yet. Version 1.2.0</span></aside>
<svg><use href="/assets/img/icons.9b1c.svg#mark"/></svg>"""


@dataclass
class Page:
    """One address: what it answers. `delay` is in seconds."""

    body: str = ""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0
    cut: bool = False

    @classmethod
    def json(cls, value: object, status: int = 200, kind: str = "application/json") -> Page:
        return cls(json.dumps(value), status, kind)


def problem(status: int) -> Page:
    """A problem document as the portal writes it."""
    return Page.json({"status": status, "title": "…"}, status, "application/problem+json")


def asset(kind: str, cached: str = HASHED) -> Page:
    return Page("…", kind=kind, headers={"Cache-Control": cached} if cached else {})


def info(commit: str, instance: str) -> Page:
    return Page.json({"build": {"name": "tripmgmt"}, "git": {"commit": {"id": commit}}, "instance": instance})


class FakePortal(LoopbackServer):
    """`pages` holds for each address a page, or a list of pages that take turns. `pause` lets a delay pass, in seconds."""

    def __init__(self, commit: str, pause: Callable[[float], None] = time.sleep) -> None:
        self.pause = pause
        self.pages: dict[str, Page | list[Page]] = {
            "/management/info": [info(commit, "ip-10-0-0-11"), info(commit, "ip-10-0-1-12")],
            "/management/health/readiness": Page.json({"status": "UP"}),
            "/": Page(HOME),
            "/assets/fonts/overpass.woff2": asset("font/woff2", "public, max-age=300"),
            "/assets/css/base.3f2a.css": asset("text/css"),
            "/assets/js/copy.77aa.js": asset("text/javascript"),
            "/assets/img/icons.9b1c.svg": asset("image/svg+xml"),
            "/api/authenticate": problem(401),
            "/api/trips": problem(401),
        }
        self.requests: list[tuple[str, str, dict[str, str], str]] = []
        self._asked: Counter[str] = Counter()
        super().__init__(self._handler())

    def page(self, path: str) -> Page:
        page = self.pages.get(path, Page("not found", 404))
        self._asked[path] += 1
        return page[(self._asked[path] - 1) % len(page)] if isinstance(page, list) else page

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        portal = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                portal.requests.append((self.command, self.path, dict(self.headers), body))
                page = portal.page(self.path)
                portal.pause(page.delay)
                if page.cut:
                    self.close_connection = True
                    return
                data = page.body.encode()
                self.send_response(page.status)
                self.send_header("Content-Type", page.kind)
                self.send_header("Content-Length", str(len(data)))
                for name, value in page.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            do_POST = do_GET

            def log_message(self, *_: object) -> None:
                """Tests look at `requests`."""

        return Handler
