"""Drives a headless Chromium over its pipe, for tests of the page.

What the DevTools protocol says is read from a pipe: no package, no port.
"""

import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from contextlib import suppress

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def find_browser():
    """The path of a Chromium, or None."""
    found = (shutil.which(name) for name in NAMES)
    return next(filter(None, found), None)


class Browser:
    """A headless Chromium with one page.

    Keeps what the page asked for (`requests`) and complained of (`errors`).

    Args:
        width, height: int, of the window, in pixels.
    """

    def __init__(self, width=1280, height=900):
        self.requests, self.errors = [], []
        self._folder = tempfile.mkdtemp()
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()
        script = (  # the protocol is spoken on file descriptors 3 and 4
            f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}'
        )
        options = (
            "--headless=new --no-sandbox --disable-gpu --hide-scrollbars "
            "--remote-debugging-pipe --no-first-run --disable-extensions "
            "--disable-background-networking --disable-component-update "
            "--use-fake-device-for-media-stream "  # a microphone that beeps
            f"--user-data-dir={self._folder} --window-size={width},{height} "
            "about:blank"
        )
        self._process = subprocess.Popen(
            ["bash", "-c", script, find_browser(), *options.split()],
            pass_fds=(theirs_in, theirs_out),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._in, self._out = ours_in, ours_out
        self._buffer, self._count, self._session = b"", 0, None
        targets = self.call("Target.getTargets", wait=40)["targetInfos"]
        page = next(t for t in targets if t["type"] == "page")
        attached = self.call(
            "Target.attachToTarget", targetId=page["targetId"], flatten=True
        )
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setFocusEmulationEnabled", enabled=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, 9)  # what this process started
        self._process.wait()
        os.close(self._in)
        os.close(self._out)
        shutil.rmtree(self._folder, ignore_errors=True)

    def call(self, method, wait=30, **params):
        """Asks the browser, and returns what it answers."""
        self._count += 1
        message = {"id": self._count, "method": method, "params": params}
        if self._session and not method.startswith("Browser."):
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + wait
        while time.monotonic() < end:
            answer = self._next(end - time.monotonic())
            if answer and answer.get("id") == self._count:
                if "error" in answer:
                    raise RuntimeError(answer["error"]["message"])
                return answer["result"]
        raise TimeoutError(f"no answer to {method}")

    def _next(self, wait):
        """The next message; what is told unasked is kept."""
        while b"\0" not in self._buffer:
            if not select.select([self._in], [], [], max(0, wait))[0]:
                return None
            self._buffer += os.read(self._in, 2**16)
        line, _, self._buffer = self._buffer.partition(b"\0")
        message = json.loads(line)
        told = message.get("params", {})
        match message.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(told["request"]["url"])
            case "Runtime.exceptionThrown":
                details = told["exceptionDetails"]
                thrown = details.get("exception", {}).get("description", "")
                self.errors.append(f"{details['text']} {thrown}")
            case "Runtime.consoleAPICalled" if told["type"] in (
                "error",
                "warning",
            ):
                self.errors.append(str(told["args"]))
            case "Log.entryAdded" if told["entry"]["level"] == "error":
                self.errors.append(told["entry"]["text"])
        return message

    def run(self, script):
        """What a script returns in the page; a promise is waited for."""
        answer = self.call(
            "Runtime.evaluate",
            expression=script,
            awaitPromise=True,
            returnByValue=True,
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def open(self, url):
        """Goes to a page."""
        self.call("Page.navigate", url=url)
        self.until(
            f"location.href.startsWith({url!r}) &&"
            " document.readyState === 'complete'"
        )

    def until(self, condition, wait=30):
        """Waits until a condition of the page holds."""
        end = time.monotonic() + wait
        while not self.run(f"Boolean({condition})"):
            if time.monotonic() > end:
                raise TimeoutError(f"not yet: {condition}; {self.errors}")
            time.sleep(0.05)

    def press(self, key):
        """Presses a key of the keyboard, by its name."""
        codes = {"ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "Tab": 9}
        codes |= {"ArrowDown": 40, "Home": 36, "End": 35, "Enter": 13}
        for kind in ("rawKeyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=codes.get(key, 0),
            )

    def permit(self, name, setting):
        """Answers a question of the page beforehand.

        Args:
            name: str, such as `"microphone"`.
            setting: str, `"granted"` or `"denied"`.
        """
        self.call(
            "Browser.setPermission", permission={"name": name}, setting=setting
        )

    def resize(self, width, height, dark=False):
        """Makes the page another size, or a dark one."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 500,
        )
        scheme = {"name": "prefers-color-scheme"}
        scheme["value"] = "dark" if dark else "light"
        self.call("Emulation.setEmulatedMedia", features=[scheme])
