#!/usr/bin/env python3
"""Looks at the explorer as pixels: runs it in xterm on a display of its own and keeps pictures.

usage: look.py PROGRAM FOLDER [NAME ...]
example: look.py .build/debug/blockwalk /tmp/looks gather home

Each of the screens below (or those that are named) is shown at 80x24, 120x40 and 200x60, on dark and
on light, in 24-bit colour; at 80x24 also with 256 colours, without colour and without UTF-8.
Needs Xvfb, xterm, ImageMagick's `import` and DejaVu Sans Mono.
"""
import os, pty, select, subprocess, sys, time, tty, fcntl, termios, tempfile

STEP = ["step", "bottleneck 4 stride: 2", "--on", "8x8x8"]
SUM = ["step", "conv 3x3 1 stride: 2", "--on", "7x7x1"]
SCREENS = {  # name: arguments, keys
    "home": ([], ""),
    "lesson": (["lesson", "8"], "nn"),
    "forward": (STEP, "llll\t"),
    "backward": (STEP, "bllll\t"),
    "gather": (SUM, "b\rll"),
    "scatter": (SUM, "b\rllz"),
    "insertion": (SUM, "b\rllzz"),
    "matrix": (SUM, "b\rllzzz"),
    "network": (["network", "resnet18"], "jj"),
    "quiz": (["quiz", "8"], ""),
    "exam": (["exam"], ""),
}
SIZES = ["80x24", "120x40", "200x60"]
GROUNDS = {"dark": ("#1e1e1e", "#d4d4d4"), "light": ("#ffffff", "#1c1c1c")}


def relay(keys, command):
    """Runs a program on a terminal inside this one and types keys into it, one every 150 ms."""
    size = fcntl.ioctl(0, termios.TIOCGWINSZ, b"\0" * 8)
    child, master = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, size)
        os.execvp(command[0], command)
    fcntl.ioctl(master, termios.TIOCSWINSZ, size)
    tty.setraw(0)
    start = None
    while True:
        ready, _, _ = select.select([0, master], [], [], 0.02)
        for source, target in ((0, master), (master, 1)):
            if source in ready:
                try:
                    data = os.read(source, 65536)
                except OSError:
                    return
                if not data:
                    return
                os.write(target, data)
                if source == master and start is None:
                    # keys wait for the first frame, however busy the machine is
                    start = time.time() + 1
        if keys and start and time.time() > start:
            os.write(master, keys[0].encode())
            keys, start = keys[1:], time.time() + 0.15


def picture(display, program, name, size, ground, extra, suffix, folder):
    arguments, keys = SCREENS[name]
    paper, ink = GROUNDS[ground]
    font = {"80x24": "14", "120x40": "11", "200x60": "8"}[size]
    environment = {**os.environ, "DISPLAY": display, "LC_ALL": "C.UTF-8", **extra}
    # xterm takes this variable away
    colors = {"COLORTERM": extra.get("COLORTERM", "truecolor")}
    xterm = subprocess.Popen(
        ["xterm", "-fa", "DejaVu Sans Mono", "-fs", font, "-geometry", size + "+0+0", "-bg", paper,
         "-fg", ink, "-xrm", "XTerm*termName: xterm-256color", "-e",
         "env", *(f"{name}={value}" for name, value in colors.items()), sys.executable, os.path.abspath(__file__), "--type", keys, program, "--no-config", *arguments],
        env=environment, stderr=subprocess.DEVNULL)
    time.sleep(6 + 0.15 * len(keys))
    path = os.path.join(folder, f"{name}-{size}-{ground}{suffix}.png")
    subprocess.run(["import", "-window", "root", "-trim", path], env=environment, check=True)
    xterm.terminate()
    xterm.wait()
    print(path, flush=True)


def main():
    if len(sys.argv) > 3 and sys.argv[1] == "--type":
        relay(sys.argv[2], sys.argv[3:])
        return
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, folder, names = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3:] or SCREENS
    os.makedirs(folder, exist_ok=True)
    display = f":{90 + os.getpid() % 800}"
    server = subprocess.Popen(
        ["Xvfb", display, "-screen", "0", "1700x1200x24"], stderr=subprocess.DEVNULL)
    try:
        time.sleep(1)
        with tempfile.TemporaryDirectory() as state:
            own = {"XDG_STATE_HOME": state}
            plain = [("-256", {"COLORTERM": ""}), ("-mono", {"NO_COLOR": "1"}),
                     ("-ascii", {"LC_ALL": "C"})]
            for name in names:
                for ground in GROUNDS:
                    for size in SIZES:
                        picture(display, program, name, size, ground, own, "", folder)
                for suffix, extra in plain:
                    picture(
                        display, program, name, "80x24", "dark", {**own, **extra}, suffix, folder)
    finally:
        server.terminate()
        server.wait()


main()
