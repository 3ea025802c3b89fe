"""Sends and gets files, written from docs/PROTOCOL.md alone. Usage: client.py PORT send FILE; client.py PORT get NUMBER > FILE"""
import hashlib, http.client, json, os, socket, ssl, sys
from base64 import urlsafe_b64decode, urlsafe_b64encode
from cryptography.hazmat.primitives.asymmetric import ed25519, x25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

encode = lambda data: urlsafe_b64encode(data).rstrip(b"=").decode()
sha256 = lambda data: hashlib.sha256(data).digest()
raw = lambda key: key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
say = lambda **message: chat.sendall(json.dumps(message).encode() + b"\n")
hashes = lambda content: b"".join(sha256(content[at:at + (1 << 20)]) for at in range(0, len(content), 1 << 20))

def tls(protocol):
    context = ssl._create_unverified_context()  # the server is its certificate, whatever name it has
    context.set_alpn_protocols([protocol])
    return context

def hear(type, nonce=None):
    for message in map(json.loads, lines):
        if message["type"] == "auth_fail" or message.get("event") == "refused":
            sys.exit(message.get("reason") or message["text"])
        if message["type"] == type and message.get("nonce") == nonce:
            return message
    sys.exit("The server has closed the connection.")

def request(method, path, body=None, **headers):
    web.request(method, path, body, {"Authorization": "Bearer " + ticket, **headers})
    answer = web.getresponse()
    return answer.read() if answer.status < 300 else sys.exit(f"{method} {path}: {answer.status} {answer.read().decode()}")

(port, verb, what), name = sys.argv[1:], f"snake-{os.getpid()}"
chat = tls("lantalk/3").wrap_socket(socket.create_connection(("127.0.0.1", int(port))))
certificate, lines = chat.getpeercert(True), chat.makefile("r", encoding="utf-8")
key, agreement = ed25519.Ed25519PrivateKey.generate(), x25519.X25519PrivateKey.generate()
fields = (b"lantalk/3 signature", sha256(certificate), urlsafe_b64decode(json.loads(next(lines))["nonce"] + "="), name.encode(), raw(key), raw(agreement), b"")
say(username=name, key=encode(raw(key)), agreement_key=encode(raw(agreement)),
    agreement_signature=encode(key.sign(b"lantalk/3 agreement key" + raw(agreement))), signature=encode(key.sign(b"".join(len(field).to_bytes(4, "big") + field for field in fields))))
say(type="ticket", nonce="t1", **({"share": int(what)} if verb == "get" else {}))
ticket = hear("ticket", "t1")["ticket"]
web = http.client.HTTPSConnection("127.0.0.1", int(port), context=tls("lantalk/3-http"))
web.connect()
assert web.sock.getpeercert(True) == certificate
if verb == "send":
    body = open(what, "rb").read()
    manifest = json.dumps({"files": [{"path": os.path.basename(what), "size": len(body)}]}).encode()
    content = manifest + body
    facts = {"title": os.path.basename(what), "count": 1, "size": len(content), "manifest_size": len(manifest)}
    facts |= {"hashes": encode(hashes(content)), "root": encode(sha256(hashes(content)))}
    share = json.loads(request("POST", "/files", json.dumps(facts)))["share"]
    say(type="message", share=share, nonce="m1")
    hear("message", "m1")
    request("PATCH", f"/files/{share}", content, **{"Upload-Offset": "0"})
    print(share)
else:
    say(type="files")
    share = next(one["share"] for one in hear("files")["shares"] if one["share"]["id"] == int(what))
    outline, content = json.loads(request("GET", f"/files/{what}/outline")), request("GET", f"/files/{what}")
    assert outline["root"] == share["root"] == encode(sha256(hashes(content))) and outline["hashes"] == encode(hashes(content))
    sys.stdout.buffer.write(content[share["manifest_size"]:])  # of several files: one after the other
say(type="quit")
