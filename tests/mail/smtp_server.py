"""A real SMTP server for the tests of mail, made of aiosmtpd.

    smtp_server.py PORT plain|starttls|tls CERTIFICATE KEY

It prints its port, then each message it takes, as one JSON object a line, and ends when its standard input is closed.
With TLS a client has to sign in first. What becomes of a message is decided by its recipient:
refused@… never gets one, later@… only the second time.
"""

import asyncio
import email
import email.policy
import json
import logging
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

USER, PASSWORD = b"portal", b"p@ss/w:rd"


class Handler:
    def __init__(self):
        self.put_off = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused@"):
            return f"550 5.1.1 <{address}> has moved to the seaside"
        if address.startswith("later@") and address not in self.put_off:
            self.put_off.add(address)
            return "451 4.7.1 greylisted, come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        tell({
            "tls": session.ssl is not None or server.transport.get_extra_info("sslcontext") is not None,
            "login": session.auth_data.login.decode() if session.auth_data else None,
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "type": message.get_content_type(),
            "headers": {name.lower(): str(value) for name, value in message.items()},
            "parts": {part.get_content_type(): part.get_content() for part in message.iter_parts()},
        })
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (USER, PASSWORD)
    return AuthResult(success=known, handled=False, auth_data=data)


def tell(what):
    print(json.dumps(what), flush=True)


async def main(port, protection, certificate, key):
    context = None
    if protection != "plain":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, key)
    handler = Handler()
    options = {"hostname": "mail.test", "enable_SMTPUTF8": True}
    if context:
        options |= {"authenticator": authenticate, "auth_required": True}
    if protection == "tls":
        # It asks for STARTTLS on top otherwise.
        options |= {"auth_require_tls": False}
    if protection == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(handler, loop=loop, **options),
        "127.0.0.1",
        port,
        ssl=context if protection == "tls" else None,
    )
    tell(server.sockets[0].getsockname()[1])
    await loop.run_in_executor(None, sys.stdin.read)


# Of its own attributes that it will give up one day.
logging.disable(logging.WARNING)
asyncio.run(main(int(sys.argv[1]), *sys.argv[2:]))
