# A real SMTP server: prints the port that it listens on, then each message as a line of JSON. The words after it: how it is
# secured (none, starttls or tls), a certificate, its key, and the one password that it takes.
import json
import logging
import ssl
import sys
import time
import warnings

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

# What is refused here is meant to be.
logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")

security, certificate, key, password = sys.argv[1:5]


def say(value):
    print(json.dumps(value), flush=True)


class Keeper:
    async def handle_DATA(self, server, session, envelope):
        text = envelope.content.decode("utf8", "replace")
        say({"from": envelope.mail_from, "to": envelope.rcpt_tos, "text": text, "tls": session.ssl is not None})
        return "250 kept"


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=data.password == password.encode(), handled=False)


options = {"hostname": "127.0.0.1", "port": 0}
if security != "none":
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    if security == "tls":
        options["ssl_context"] = context
    else:
        options["tls_context"] = context
        options["require_starttls"] = True
if password != "":
    options["authenticator"] = authenticate
    options["auth_required"] = True
    options["auth_require_tls"] = security != "none"


class AnyPort(Controller):
    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


controller = AnyPort(Keeper(), **options)
controller.start()
say({"port": controller.server.sockets[0].getsockname()[1]})
while True:
    time.sleep(3600)
