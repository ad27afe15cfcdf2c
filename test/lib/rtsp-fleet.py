#!/usr/bin/python3
"""A fleet of real RTSP cameras (GStreamer's RTSP server) on the loopback range, with a control port.

Camera N (1..count) listens on 127.0.1.N:PORT and serves rtsp://127.0.1.N:PORT/stream (JPEG over RTP, 5 frames/s).
Port 0 takes a free one, which a camera keeps for its life; the first line printed ends with the control port.
  --auth digest   cameras want user "viewer", password "viewer-N"
Control (HTTP):
  GET  /cameras                 [{"camera":1,"url":"...","state":"up"}, ...]
  POST /cameras/N/up            listening and answering
  POST /cameras/N/down          socket closed (connection refused)
  POST /cameras/N/hang          accepts TCP, never answers (a frozen camera)
  POST /cameras/N/empty         answers RTSP, but the stream path is gone (404)
Needs Debian's: python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good
"""
import argparse, json, socket, sys, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import gi
gi.require_version("Gst", "1.0"); gi.require_version("GstRtsp", "1.0"); gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer

LAUNCH = ("( videotestsrc is-live=true pattern=ball ! video/x-raw,format=I420,width=160,height=120,framerate=5/1 "
          "! jpegenc ! rtpjpegpay name=pay0 )")

class Camera:
    def __init__(self, number, port, auth):
        self.number, self.port, self.auth = number, port, auth
        self.host = f"127.0.1.{number}"
        self.state, self.server, self.source_id, self.frozen = "down", None, None, None

    @property
    def url(self):
        return f"rtsp://{self.host}:{self.port}/stream"

    def set(self, state):
        if state == self.state:
            return
        self._stop()
        if state in ("up", "empty"):
            self._serve(with_stream=state == "up")
        elif state == "hang":
            s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            s.bind((self.host, self.port)); s.listen(64); self.frozen = s
        self.state = state

    def _serve(self, with_stream):
        server = GstRtspServer.RTSPServer.new()
        server.set_address(self.host); server.set_service(str(self.port))
        if with_stream:
            factory = GstRtspServer.RTSPMediaFactory.new()
            factory.set_launch(LAUNCH); factory.set_shared(True)
            if self.auth == "digest":
                role = GstRtspServer.RTSPToken.new()
                role.set_string(GstRtspServer.RTSP_TOKEN_MEDIA_FACTORY_ROLE, "viewer")
                auth = GstRtspServer.RTSPAuth.new()
                auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
                auth.add_digest("viewer", f"viewer-{self.number}", role)
                server.set_auth(auth)
                permissions = GstRtspServer.RTSPPermissions.new()
                permissions.add_role("viewer")
                permissions.add_permission_for_role("viewer", "media.factory.access", True)
                permissions.add_permission_for_role("viewer", "media.factory.construct", True)
                factory.set_permissions(permissions)
            server.get_mount_points().add_factory("/stream", factory)
        self.server, self.source_id = server, server.attach(None)
        if not self.source_id:
            raise SystemExit(f"cannot listen on {self.host}:{self.port}")
        self.port = server.get_bound_port()

    def _stop(self):
        if self.frozen:
            self.frozen.close(); self.frozen = None
        if self.server:
            self.server.client_filter(lambda *_: GstRtspServer.RTSPFilterResult.REMOVE)
            GLib.source_remove(self.source_id); self.server = None

def on_main_loop(action):
    done, box = threading.Event(), []
    def run():
        try: action()
        except BaseException as e: box.append(e)
        done.set(); return False
    GLib.idle_add(run); done.wait(10)
    if box: raise box[0]

def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--cameras", type=int, default=8); p.add_argument("--port", type=int, default=8554)
    p.add_argument("--control", type=int, default=8550); p.add_argument("--auth", choices=["none", "digest"], default="none")
    a = p.parse_args()
    if not 1 <= a.cameras <= 250: p.error("--cameras must be 1 to 250")
    Gst.init(None)
    fleet = [Camera(n, a.port, a.auth) for n in range(1, a.cameras + 1)]
    for camera in fleet: camera.set("up")

    class Control(BaseHTTPRequestHandler):
        def answer(self, code, body):
            data = json.dumps(body).encode()
            self.send_response(code); self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data))); self.end_headers(); self.wfile.write(data)
        def listing(self):
            return [{"camera": c.number, "url": c.url, "state": c.state} for c in fleet]
        def do_GET(self):
            self.answer(200, self.listing()) if self.path == "/cameras" else self.answer(404, {"error": "not found"})
        def do_POST(self):
            parts = self.path.strip("/").split("/")
            if len(parts) != 3 or parts[0] != "cameras" or parts[2] not in ("up", "down", "hang", "empty") \
                    or not parts[1].isdigit() or not 1 <= int(parts[1]) <= len(fleet):
                return self.answer(404, {"error": "POST /cameras/N/{up,down,hang,empty}"})
            on_main_loop(lambda: fleet[int(parts[1]) - 1].set(parts[2])); self.answer(200, self.listing()[int(parts[1]) - 1])
        def log_message(self, *_): pass

    control = ThreadingHTTPServer(("127.0.0.1", a.control), Control)
    threading.Thread(target=control.serve_forever, daemon=True).start()
    print(f"{a.cameras} cameras on 127.0.1.1-{a.cameras}:{a.port}, control on 127.0.0.1:{control.server_port}", flush=True)
    try: GLib.MainLoop().run()
    except KeyboardInterrupt: pass

main()
