"""A stand-in of the AWS interfaces that the hook calls, spoken to by the real boto3 over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

from loopback import LoopbackServer

Answer = dict[str, Any] | tuple[int, str]


class FakeAws(LoopbackServer):
    """Answers each operation by name with a value, a function of the request, or (status, error code)."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Callable[[dict[str, Any]], Answer]] = {}
        self.calls: list[tuple[str, dict[str, Any]]] = []
        super().__init__(self._handler())

    def called(self, operation: str) -> list[dict[str, Any]]:
        """The requests of one operation, in order."""
        return [request for name, request in self.calls if name == operation]

    def answer(self, operation: str, request: dict[str, Any]) -> Answer:
        self.calls.append((operation, request))
        answer = self.answers.get(operation, (400, "UnexpectedCall"))
        return answer(request) if callable(answer) else answer

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        aws = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                request = json.loads(body or b"{}")
                operation = self.headers.get("X-Amz-Target", "").rpartition(".")[2]
                if self.path.startswith("/schedules/"):
                    operation, request["Name"] = "CreateSchedule", self.path.rpartition("/")[2]
                answer = aws.answer(operation, request)
                status, value = (200, answer) if isinstance(answer, dict) else (answer[0], {"__type": answer[1]})
                data = json.dumps(value).encode()
                self.send_response(status)
                if status != 200:
                    self.send_header("x-amzn-ErrorType", value["__type"])
                self.send_header("Content-Type", "application/x-amz-json-1.1")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                """Tests look at `calls`."""

        return Handler
